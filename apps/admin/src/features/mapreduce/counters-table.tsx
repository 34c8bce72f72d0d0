import type { Counters } from '@oremill/types';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Count } from '../../components/quantity.tsx';
import { listCounters } from './list-counters.ts';

/** What the job and the engine counted, by group. */
export function CountersTable({ counters, isRunning }: { counters: Counters; isRunning: boolean }) {
  const rows = listCounters(counters);
  if (rows.length === 0) {
    return <Empty title={isRunning ? 'Nothing was counted yet.' : 'This execution counted nothing.'} />;
  }
  const countMax = Math.max(...rows.map(({ count }) => count), 1);
  return (
    <DataTable
      label="Counters"
      rows={rows}
      rowKey={({ group, name }) => `${group}/${name}`}
      columns={[
        { name: 'group', header: 'Group', cell: ({ group }) => <span className="dim">{group}</span> },
        { name: 'name', header: 'Name', cell: ({ name }) => <span className="mono">{name}</span> },
        { name: 'count', header: 'Count', align: 'end', cell: ({ count }) => <Count value={count} /> },
        {
          name: 'share',
          header: <span className="unseen">Compared with the largest</span>,
          cell: ({ count }) => (
            <span className="count-bar" style={{ width: `${(count / countMax) * 100}%` }} />
          ),
        },
      ]}
    />
  );
}
