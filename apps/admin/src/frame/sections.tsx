import {
  IconActivity,
  IconCalculator,
  IconChartDots3,
  IconDatabase,
  IconHome,
  IconKey,
  IconPrompt,
  IconReceipt2,
  IconTerminal2,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** One entry of the rail. Order and nouns are the API's and the CLI's; a new engine adds its own here. */
export interface Section {
  readonly group?: 'MapReduce' | 'Warehouse' | 'Key-value store' | 'Cost';
  readonly label: string;
  readonly to:
    | '/'
    | '/mapreduce/jobs'
    | '/warehouse/tables'
    | '/warehouse/sql'
    | '/kv/datasets'
    | '/kv/stats'
    | '/kv/commands'
    | '/cost'
    | '/cost/prices';
  /** Pages below another path that belong to it. */
  readonly below?: `/${string}/`;
  /** Second letter of its `g …` shortcut. */
  readonly key: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
}

export const SECTIONS: readonly Section[] = [
  { label: 'Overview', to: '/', key: 'o', icon: IconHome },
  {
    group: 'MapReduce',
    label: 'Jobs',
    to: '/mapreduce/jobs',
    below: '/mapreduce/executions/',
    key: 'j',
    icon: IconChartDots3,
  },
  { group: 'Warehouse', label: 'Tables', to: '/warehouse/tables', key: 't', icon: IconDatabase },
  { group: 'Warehouse', label: 'SQL', to: '/warehouse/sql', key: 's', icon: IconTerminal2 },
  { group: 'Key-value store', label: 'Datasets', to: '/kv/datasets', key: 'd', icon: IconKey },
  { group: 'Key-value store', label: 'Live', to: '/kv/stats', key: 'l', icon: IconActivity },
  { group: 'Key-value store', label: 'Console', to: '/kv/commands', key: 'c', icon: IconPrompt },
  { group: 'Cost', label: 'Estimate', to: '/cost', key: 'e', icon: IconCalculator },
  { group: 'Cost', label: 'Prices', to: '/cost/prices', key: 'p', icon: IconReceipt2 },
];
