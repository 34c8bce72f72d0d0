import { formatDuration, type Repository, type Run } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Name } from '../../../components/name.tsx';
import { RunStatus } from '../../../components/run-status.tsx';
import { Status } from '../../../components/status.tsx';
import { Time } from '../../../components/time.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { useLive } from '../../../live/use-live.ts';

const COLUMNS: readonly TableColumn<Repository>[] = [
  {
    name: 'name',
    header: 'Repository',
    isTight: true,
    cell: ({ name }) => (
      <Link to="/deployer/repositories/$name" params={{ name }}>
        {name}
      </Link>
    ),
  },
  {
    name: 'branch',
    header: 'Target branch',
    cell: ({ targetBranch }) => <Name text={targetBranch} lengthMax={32} />,
  },
  { name: 'run', header: 'Its last run', isTight: true, cell: (repository) => <LastRun {...repository} /> },
  { name: 'url', header: 'Address', cell: ({ url }) => <Name text={url} lengthMax={56} /> },
  { name: 'poll', header: 'Noticed by', cell: (repository) => noticedBy(repository) },
  {
    name: 'look',
    header: 'Last look',
    isTight: true,
    cell: (repository) => <LastLook repository={repository} />,
  },
];

export function RepositoriesTable({ repositories }: { repositories: readonly Repository[] }) {
  return <DataTable label="Repositories" columns={COLUMNS} rows={repositories} rowKey={({ name }) => name} />;
}

/** Of its target branch: the newest that was heard of, else the last that has come to an end. */
export function LastRun({ name, targetBranch, lastRun }: Repository) {
  const heard = useLive((state) => state.runs);
  const newest = [...heard.values()]
    .filter(({ branch, repository }) => repository === name && branch === targetBranch)
    .reduce<Run | undefined>((known, run) => (known && known.number > run.number ? known : run), undefined);
  const run = newest && newest.number >= (lastRun?.number ?? 0) ? newest : lastRun;
  if (!run) return <Unknown reason="no run of it has come to an end" />;
  return (
    <Link to="/deployer/runs/$id" params={{ id: run.id }}>
      <RunStatus state={run.state} /> #{run.number}
    </Link>
  );
}

/** `poll each 1m 00s, webhook`: every way by which a push is noticed. */
export function noticedBy({ pollMs, hookFolder, webhookSecret }: Repository): string {
  const ways = [
    ...(pollMs === null ? [] : [`poll each ${formatDuration(pollMs)}`]),
    ...(hookFolder === undefined ? [] : ['hook']),
    ...(webhookSecret === undefined ? [] : ['webhook']),
  ];
  return ways.length === 0 ? 'nothing: ask for runs by hand' : ways.join(', ');
}

function LastLook({ repository: { lookError, lookFailures, lookedAt } }: { repository: Repository }) {
  if (lookError) {
    return (
      <span title={lookError.message}>
        <Status look={{ role: 'warning', shape: 'triangle' }} word={`failed ${lookFailures}×`} />
      </span>
    );
  }
  return lookedAt === undefined ? <Unknown reason="nobody has looked yet" /> : <Time at={lookedAt} isInRow />;
}
