import { SegmentedControl, Select } from '@mantine/core';
import { type Execution, formatCount, type LoadMode, manifestTotals, type Table } from '@oremill/types';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { startLoad, tablesQuery } from '../../api/warehouse.ts';
import { Failure } from '../../components/failure.tsx';
import { Note } from '../../components/note.tsx';
import { Duration } from '../../components/quantity.tsx';
import { Review } from '../../components/review.tsx';
import { describeLoad, hasColumnsOf } from './describe-load.ts';

/** Loading an output into a table: says what becomes of the rows that are there now. */
export function LoadReview({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const tables = useQuery(tablesQuery);
  const [chosen, setChosen] = useState<string>();
  const [mode, setMode] = useState<LoadMode>('replace');
  const client = useQueryClient();
  const load = useMutation({
    mutationFn: startLoad,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['tables'] });
      void client.invalidateQueries({ queryKey: ['loads'] });
    },
  });
  const { manifest } = execution;
  if (!manifest) return null;
  const fitting = (tables.data ?? []).filter((table) => hasColumnsOf(table, manifest));
  const table = fitting.find(({ name }) => name === chosen) ?? fitting[0];
  const rows = manifestTotals(manifest).rows;

  if (load.data) {
    return (
      <Review
        title="Loaded"
        confirmLabel="Done"
        isBusy={false}
        error={undefined}
        onConfirm={onClose}
        onClose={onClose}
      >
        <Done
          table={load.data.table}
          rows={load.data.rows}
          elapsedMs={load.data.elapsedMs}
          isUnchanged={load.data.outcome === 'unchanged'}
        />
      </Review>
    );
  }

  const plan = table ? describeLoad(table, rows, mode) : undefined;
  return (
    <Review
      title="Load this output into a table"
      confirmLabel={plan?.action ?? 'Load'}
      isBusy={load.isPending}
      error={load.error}
      onConfirm={
        table ? () => load.mutate({ executionId: execution.id, table: table.name, mode }) : undefined
      }
      onClose={onClose}
    >
      {tables.error ? <Failure error={tables.error} onRetry={() => void tables.refetch()} /> : null}
      {tables.data && !table ? <NoFit tables={tables.data} /> : null}
      {table && plan ? (
        <>
          <div className="row" style={{ alignItems: 'end' }}>
            <Select
              label="Table"
              data={fitting.map(({ name }) => name)}
              value={table.name}
              onChange={(name) => setChosen(name ?? undefined)}
              allowDeselect={false}
              comboboxProps={{ transitionProps: { duration: 0 } }}
            />
            <SegmentedControl
              aria-label="What becomes of the rows that are there"
              value={mode}
              onChange={(next) => setMode(next as LoadMode)}
              data={[
                { value: 'replace', label: 'Replace' },
                { value: 'append', label: 'Append' },
              ]}
            />
          </div>
          <Note tone={plan.isDestructive ? 'warning' : 'running'}>
            <p>
              <strong>{plan.consequence}</strong>
            </p>
            <p>{plan.undo}</p>
          </Note>
        </>
      ) : null}
    </Review>
  );
}

function NoFit({ tables }: { tables: readonly Table[] }) {
  return (
    <Note tone="warning">
      <p>
        No table has the columns of this output. {tables.length === 0 ? 'None is defined.' : ''}
        {tables.length > 0 ? `Defined are: ${tables.map(({ name }) => name).join(', ')}.` : ''}
      </p>
      <p>Define a table with these columns in the warehouse, then load it.</p>
    </Note>
  );
}

function Done({
  table,
  rows,
  elapsedMs,
  isUnchanged,
}: {
  table: string;
  rows: number;
  elapsedMs: number;
  isUnchanged: boolean;
}) {
  return (
    <Note tone="ok">
      <p role="status">
        {isUnchanged ? (
          <>
            <strong>{table}</strong> holds this very output already, so nothing was done.
          </>
        ) : (
          <>
            <strong>{formatCount(rows)} rows</strong> were loaded into <strong>{table}</strong> in{' '}
            <Duration value={elapsedMs} />.
          </>
        )}
      </p>
      <p>
        <Link to="/warehouse/tables/$name" params={{ name: table }}>
          Open the table
        </Link>{' '}
        or{' '}
        <Link to="/warehouse/sql" search={{ q: `select count(*) from ${table}` }}>
          ask it a question
        </Link>
        .
      </p>
    </Note>
  );
}
