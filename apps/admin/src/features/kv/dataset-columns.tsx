import type { DatasetReport } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import type { TableColumn } from '../../components/data-table.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { secondsBehind } from './replica-state.tsx';
import { servedVersionOf } from './served-version.ts';

export const DATASET_COLUMNS: readonly TableColumn<DatasetReport>[] = [
  {
    name: 'state',
    header: 'State',
    isTight: true,
    cell: ({ problem }) => <DatasetState problem={problem} />,
  },
  {
    name: 'name',
    header: 'Dataset',
    isTight: true,
    cell: ({ name }) => (
      <Link to="/kv/datasets/$name" params={{ name }}>
        {name}
      </Link>
    ),
  },
  { name: 'kind', header: 'Kind', isTight: true, cell: ({ kind }) => kind },
  { name: 'entries', header: 'Entries', align: 'end', cell: ({ entries }) => <Count value={entries} /> },
  {
    name: 'memory',
    header: 'Memory',
    align: 'end',
    cell: ({ memoryBytes }) => <Bytes value={memoryBytes} />,
  },
  {
    name: 'version',
    header: 'Served',
    align: 'end',
    cell: (dataset) => {
      const served = servedVersionOf(dataset);
      return served ? (
        <span className="number">version {served.number}</span>
      ) : (
        <Unknown reason={reasonOf(dataset)} />
      );
    },
  },
  {
    name: 'fresh',
    header: 'Fresh as of',
    isTight: true,
    cell: (dataset) => {
      const served = servedVersionOf(dataset);
      const { replica } = dataset;
      if (replica)
        return <span title={`Replica of ${replica.leader}`}>replica, {secondsBehind(replica)}</span>;
      if (served) return <Time at={served.publishedAt} isInRow />;
      return dataset.kind === 'live' ? 'each write' : <Unknown reason={reasonOf(dataset)} />;
    },
  },
];

function reasonOf({ kind }: DatasetReport): string {
  return kind === 'live' ? 'a live dataset has no versions' : 'no version can be served';
}

export function DatasetState({
  problem,
  isTinted = false,
}: {
  problem: string | undefined;
  isTinted?: boolean;
}) {
  return problem === undefined ? (
    <Status look={{ role: 'ok', shape: 'check' }} word="served" isTinted={isTinted} />
  ) : (
    <span title={problem}>
      <Status look={{ role: 'failed', shape: 'cross' }} word="problem" isTinted={isTinted} />
    </span>
  );
}
