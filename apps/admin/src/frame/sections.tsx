import type { Role } from '@oremill/types';
import {
  IconActivity,
  IconCalculator,
  IconChartDots3,
  IconDatabase,
  IconGitBranch,
  IconHome,
  IconKey,
  IconPrompt,
  IconReceipt2,
  IconRocket,
  IconShieldLock,
  IconTerminal2,
  IconTrendingUp,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** One entry of the rail. Order and nouns are the API's and the CLI's; a new engine adds its own here. */
export interface Section {
  readonly group?: 'Deployer' | 'MapReduce' | 'Warehouse' | 'Key-value store' | 'Cost';
  readonly label: string;
  readonly to:
    | '/'
    | '/deployer/runs'
    | '/deployer/repositories'
    | '/deployer/trends'
    | '/deployer/access'
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
  { group: 'Deployer', label: 'Runs', to: '/deployer/runs', key: 'r', icon: IconRocket },
  {
    group: 'Deployer',
    label: 'Repositories',
    to: '/deployer/repositories',
    key: 'i',
    icon: IconGitBranch,
  },
  { group: 'Deployer', label: 'Trends', to: '/deployer/trends', key: 'n', icon: IconTrendingUp },
  { group: 'Deployer', label: 'Access', to: '/deployer/access', key: 'a', icon: IconShieldLock },
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

/** Of the other engines, and the overview of all of them, only admins are told anything. */
export function sectionsOf(role: Role): readonly Section[] {
  return role === 'admin' ? SECTIONS : SECTIONS.filter(({ group }) => group === 'Deployer');
}
