import { Button } from '@mantine/core';
import type { Column, Table } from '@oremill/types';
import { IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { failureOf } from '../../api/failure.ts';
import { tableQuery } from '../../api/warehouse.ts';
import { Async } from '../../components/async.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import { OutputSource } from '../../components/output-source.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { LostPage } from '../../frame/lost-page.tsx';
import { LoadsPanel } from './loads-panel.tsx';

const route = getRouteApi('/signed-in/warehouse/tables/$name');

const COLUMNS: readonly TableColumn<Column & { position: number }>[] = [
  { name: 'position', header: '#', cell: ({ position }) => <Count value={position} /> },
  { name: 'name', header: 'Column', cell: ({ name }) => <span className="mono">{name}</span> },
  { name: 'type', header: 'Type', cell: ({ type }) => type },
];

/** One table: how much is in it, since when and from which execution, and what can be asked. */
export function TablePage() {
  const { name } = route.useParams();
  const table = useQuery(tableQuery(name));
  // A name that no table may have is refused as invalid; both mean that there is none.
  if (table.error && [400, 404].includes(failureOf(table.error).status)) return <LostPage />;
  return (
    <div className="stack">
      <PageHeader
        title={<bdi>{name}</bdi>}
        documentTitle={name}
        aside={
          <Button
            renderRoot={(props) => (
              <Link to="/warehouse/sql" search={{ q: `select * from ${name} limit 100` }} {...props} />
            )}
            leftSection={<IconTerminal2 size={16} aria-hidden />}
          >
            Ask a question
          </Button>
        }
      >
        {table.data ? <p className="dim">{table.data.summary}</p> : null}
      </PageHeader>
      <Async answer={table} lines={10}>
        {(data) => <TableView table={data} />}
      </Async>
      <LoadsPanel table={name} />
    </div>
  );
}

function TableView({ table }: { table: Table }) {
  const { lastLoad } = table;
  const never = <Unknown reason="nothing was loaded yet" />;
  return (
    <>
      <section className="panel panel-body" aria-label="Figures">
        <Facts
          facts={[
            { name: 'Rows', value: <Count value={table.rows} /> },
            { name: 'Size on disk', value: <Bytes value={table.bytes} /> },
            { name: 'Newest load', value: lastLoad ? <Time at={lastLoad.loadedAt} /> : never },
            { name: 'From', value: lastLoad ? <OutputSource source={lastLoad.source} /> : never },
          ]}
        />
      </section>
      <Panel title="Columns">
        <DataTable
          label="Columns"
          columns={COLUMNS}
          rows={table.columns.map((column, index) => ({ ...column, position: index + 1 }))}
          rowKey={({ name }) => name}
        />
      </Panel>
    </>
  );
}
