import type { Run } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Name } from '../../../components/name.tsx';
import { RunStatus } from '../../../components/run-status.tsx';
import { Time } from '../../../components/time.tsx';
import { Commit } from '../commit.tsx';
import { describeTrigger } from '../describe-trigger.ts';
import { GateMarks } from './gate-marks.tsx';

const COLUMNS: readonly TableColumn<Run>[] = [
  { name: 'state', header: 'State', isTight: true, cell: ({ state }) => <RunStatus state={state} /> },
  {
    name: 'run',
    header: 'Run',
    isTight: true,
    cell: ({ id, repository, number }) => (
      <Link to="/deployer/runs/$id" params={{ id }}>
        {repository} #{number}
      </Link>
    ),
  },
  {
    name: 'commit',
    header: 'Commit',
    cell: ({ commit, subject }) => (
      <span className="prose">
        <Commit commit={commit} subject={subject} />
      </span>
    ),
  },
  { name: 'branch', header: 'Branch', cell: ({ branch }) => <Name text={branch} lengthMax={32} /> },
  { name: 'trigger', header: 'Trigger', isTight: true, cell: ({ trigger }) => describeTrigger(trigger) },
  {
    name: 'gates',
    header: 'Gates',
    isTight: true,
    cell: ({ id, verdict }) => <GateMarks id={id} verdict={verdict} />,
  },
  {
    name: 'duration',
    header: 'Duration',
    align: 'end',
    cell: ({ startedAt, finishedAt }) => <Elapsed from={startedAt} to={finishedAt} />,
  },
  {
    name: 'asked',
    header: 'Asked for',
    isTight: true,
    cell: ({ createdAt }) => <Time at={createdAt} isInRow />,
  },
];

export function RunsTable({ runs }: { runs: readonly Run[] }) {
  return <DataTable label="Runs" columns={COLUMNS} rows={runs} rowKey={({ id }) => id} />;
}
