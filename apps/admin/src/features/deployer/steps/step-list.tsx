import type { RunStep } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Name } from '../../../components/name.tsx';
import { Count } from '../../../components/quantity.tsx';
import { Status } from '../../../components/status.tsx';
import { lookOfStep } from '../../../components/status-roles.ts';
import { Unknown } from '../../../components/unknown.tsx';

/** Every step with what it did; its name selects it. */
export function StepList({ steps, selected }: { steps: readonly RunStep[]; selected: string | undefined }) {
  const columns: readonly TableColumn<RunStep>[] = [
    {
      name: 'state',
      header: 'State',
      isTight: true,
      cell: ({ state }) => <Status look={lookOfStep(state)} word={state} />,
    },
    {
      name: 'step',
      header: 'Step',
      cell: ({ name }) => (
        <Link
          to="."
          search={(before) => ({
            ...before,
            step: name,
            attempt: undefined,
            lines: undefined,
            find: undefined,
          })}
          resetScroll={false}
          aria-current={name === selected ? 'true' : undefined}
          style={name === selected ? { fontWeight: 600 } : {}}
        >
          <Name text={name} lengthMax={60} />
        </Link>
      ),
    },
    { name: 'attempt', header: 'Attempts', align: 'end', cell: ({ attempt }) => <Count value={attempt} /> },
    {
      name: 'duration',
      header: 'Duration',
      align: 'end',
      cell: ({ startedAt, finishedAt }) => <Elapsed from={startedAt} to={finishedAt} />,
    },
    {
      name: 'exit',
      header: 'Exit',
      align: 'end',
      cell: ({ exitCode, signal }) =>
        exitCode === undefined && signal === undefined ? (
          <Unknown reason="no process of it has ended" />
        ) : (
          <span className="number">{signal ?? exitCode}</span>
        ),
    },
    {
      name: 'reason',
      header: 'Why',
      cell: ({ reason, error }) => <span className="prose">{reason ?? error?.message ?? ''}</span>,
    },
  ];
  return <DataTable label="List of steps" columns={columns} rows={steps} rowKey={({ name }) => name} />;
}
