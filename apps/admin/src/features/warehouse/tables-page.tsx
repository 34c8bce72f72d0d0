import type { Table } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { tablesQuery } from '../../api/warehouse.ts';
import { Async } from '../../components/async.tsx';
import { CommandLine } from '../../components/command-line.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { OutputSource } from '../../components/output-source.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { LoadsPanel } from './loads-panel.tsx';

const COLUMNS: readonly TableColumn<Table>[] = [
  {
    name: 'name',
    header: 'Table',
    isTight: true,
    cell: ({ name }) => (
      <Link to="/warehouse/tables/$name" params={{ name }}>
        {name}
      </Link>
    ),
  },
  {
    name: 'summary',
    header: 'What it holds',
    cell: ({ summary }) => <span className="prose">{summary}</span>,
  },
  { name: 'rows', header: 'Rows', align: 'end', cell: ({ rows }) => <Count value={rows} /> },
  { name: 'bytes', header: 'Size', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  {
    name: 'columns',
    header: 'Columns',
    align: 'end',
    cell: ({ columns }) => <Count value={columns.length} />,
  },
  {
    name: 'load',
    header: 'Newest load',
    isTight: true,
    cell: ({ lastLoad }) =>
      lastLoad ? <Time at={lastLoad.loadedAt} isInRow /> : <Unknown reason="nothing was loaded yet" />,
  },
  {
    name: 'source',
    header: 'From',
    isTight: true,
    cell: ({ lastLoad }) =>
      lastLoad ? <OutputSource source={lastLoad.source} /> : <Unknown reason="nothing was loaded yet" />,
  },
];

/** What can be asked, how much of it there is, and how fresh it is. */
export function TablesPage() {
  const tables = useQuery(tablesQuery);
  return (
    <div className="stack">
      <PageHeader title="Tables" documentTitle="Tables" />
      <Panel title="In the warehouse">
        <Async answer={tables} lines={4}>
          {(items) =>
            items.length === 0 ? (
              <NoTables />
            ) : (
              <DataTable label="Tables" columns={COLUMNS} rows={items} rowKey={({ name }) => name} />
            )
          }
        </Async>
      </Panel>
      <LoadsPanel />
    </div>
  );
}

function NoTables() {
  return (
    <Empty title="The warehouse has no table yet.">
      <p>Run a job and load its output, from the page of its execution or with:</p>
      <CommandLine command="pnpm warehouse load --table bookmarks OUTPUT_FOLDER" />
    </Empty>
  );
}
