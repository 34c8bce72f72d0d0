import { type Execution, yieldOf } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { ExecutionProgress } from '../../components/execution-progress.tsx';
import { ExecutionStatus } from '../../components/execution-status.tsx';
import { Name } from '../../components/name.tsx';
import { Count, Duration, Rate, Share } from '../../components/quantity.tsx';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { baseName } from '../../format/shorten.ts';

const COLUMNS: readonly TableColumn<Execution>[] = [
  {
    name: 'state',
    header: 'State',
    isTight: true,
    cell: ({ state }) => <ExecutionStatus state={state} />,
  },
  {
    name: 'job',
    header: 'Execution',
    isTight: true,
    cell: ({ id, job }) => (
      <Link to="/mapreduce/executions/$id" params={{ id }}>
        {job} <span className="mono dim">{id.slice(-8)}</span>
      </Link>
    ),
  },
  { name: 'input', header: 'Input', cell: ({ inputs }) => <Inputs paths={inputs} /> },
  { name: 'progress', header: 'Progress', cell: (execution) => <Progress execution={execution} /> },
  {
    name: 'rate',
    header: 'Rate',
    align: 'end',
    cell: ({ progress }) => <Rate value={progress.bytesPerSecond} />,
  },
  { name: 'rows', header: 'Rows', align: 'end', cell: ({ progress }) => <Count value={progress.rows} /> },
  {
    name: 'skipped',
    header: 'Skipped',
    align: 'end',
    cell: ({ progress }) => <Count value={progress.skipped} />,
  },
  {
    name: 'yield',
    header: 'Yield',
    align: 'end',
    cell: ({ state, progress }) => (
      <Share
        value={state === 'succeeded' ? yieldOf(progress) : undefined}
        reason={state === 'running' ? 'its output is not finished' : 'it published no output'}
      />
    ),
  },
  {
    name: 'started',
    header: 'Started',
    isTight: true,
    cell: ({ startedAt }) => <Time at={startedAt} isInRow />,
  },
];

export function ExecutionsTable({ executions }: { executions: readonly Execution[] }) {
  return <DataTable label="Executions" columns={COLUMNS} rows={executions} rowKey={({ id }) => id} />;
}

function Progress({ execution }: { execution: Execution }) {
  if (execution.state === 'running') return <ExecutionProgress execution={execution} />;
  const { elapsedMs } = execution.progress;
  return elapsedMs === 0 ? (
    <Unknown reason="it ended before its clock started" />
  ) : (
    <Duration value={elapsedMs} />
  );
}

function Inputs({ paths }: { paths: readonly string[] }) {
  const [first] = paths;
  if (first === undefined) return <Unknown reason="the inputs were not recorded" />;
  return (
    <span className="prose" title={paths.join('\n')}>
      <Name text={baseName(first)} lengthMax={32} />
      {paths.length > 1 ? <span className="dim"> and {paths.length - 1} more</span> : null}
    </span>
  );
}
