import type { Load } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { loadsQuery } from '../../api/warehouse.ts';
import { Async } from '../../components/async.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { OutputSource } from '../../components/output-source.tsx';
import { Panel } from '../../components/panel.tsx';
import { Bytes, Count, Duration } from '../../components/quantity.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';

const OUTCOME: TableColumn<Load> = {
  name: 'outcome',
  header: 'Outcome',
  isTight: true,
  cell: ({ outcome }) => (
    <Status
      look={outcome === 'loaded' ? { role: 'ok', shape: 'check' } : { role: 'idle', shape: 'dash' }}
      word={outcome}
    />
  ),
};

const TABLE: TableColumn<Load> = {
  name: 'table',
  header: 'Table',
  isTight: true,
  cell: ({ table }) => (
    <Link to="/warehouse/tables/$name" params={{ name: table }}>
      {table}
    </Link>
  ),
};

const REST: readonly TableColumn<Load>[] = [
  { name: 'mode', header: 'Mode', cell: ({ mode }) => mode },
  { name: 'rows', header: 'Rows', align: 'end', cell: ({ rows }) => <Count value={rows} /> },
  { name: 'bytes', header: 'Read', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  { name: 'elapsed', header: 'Time', align: 'end', cell: ({ elapsedMs }) => <Duration value={elapsedMs} /> },
  { name: 'source', header: 'From', isTight: true, cell: ({ source }) => <OutputSource source={source} /> },
  { name: 'loaded', header: 'Loaded', isTight: true, cell: ({ loadedAt }) => <Time at={loadedAt} isInRow /> },
];

/** Loads, newest first: of one table, or of all with the table's name. */
export function LoadsPanel({ table }: { table?: string }) {
  const loads = useInfiniteQuery(loadsQuery(table));
  const items = loads.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="Loads">
      <Async answer={loads} lines={3}>
        {() =>
          items.length === 0 ? (
            <Empty title="Nothing was loaded yet.">
              <p>
                Open an execution that succeeded under <Link to="/mapreduce/jobs">Jobs</Link> and choose “Load
                into table”.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Loads"
                columns={table === undefined ? [OUTCOME, TABLE, ...REST] : [OUTCOME, ...REST]}
                rows={items}
                rowKey={({ id }) => id}
              />
              <ShowMore list={loads} label="Show older" shown={items.length} />
            </>
          )
        }
      </Async>
    </Panel>
  );
}
