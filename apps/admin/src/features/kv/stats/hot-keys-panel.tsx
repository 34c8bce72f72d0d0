import type { KvStats } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Count } from '../../../components/quantity.tsx';
import { identityOf } from '../../../format/text-or-bytes.ts';
import { KeyText } from '../keys/key-text.tsx';

type HotKey = KvStats['hotKeys'][number];

const COLUMNS: readonly TableColumn<HotKey>[] = [
  {
    name: 'key',
    header: 'Key',
    cell: ({ dataset, key }) => (
      <Link to="/kv/datasets/$name/keys" params={{ name: dataset }} search={{ key }} className="mono">
        <KeyText value={key} />
      </Link>
    ),
  },
  { name: 'dataset', header: 'Dataset', isTight: true, cell: ({ dataset }) => dataset },
  { name: 'calls', header: 'Asked for', align: 'end', cell: ({ calls }) => <Count value={calls} /> },
];

/** The keys that are asked for most: where one takes a large share, it limits what more machines can do. */
export function HotKeysPanel({ stats }: { stats: KvStats }) {
  return (
    <Panel title="Hot keys" aside={<span className="dim small">found in a sample of the commands</span>}>
      {stats.hotKeys.length === 0 ? (
        <Empty title="No key stands out yet." />
      ) : (
        <DataTable
          label="Hot keys"
          columns={COLUMNS}
          rows={stats.hotKeys}
          rowKey={({ dataset, key }) => `${dataset} ${identityOf(key)}`}
        />
      )}
    </Panel>
  );
}
