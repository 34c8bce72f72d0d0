import type { DatasetReport } from '@oremill/types';
import { Note } from '../../components/note.tsx';
import { Bytes } from '../../components/quantity.tsx';

type ReplicaState = NonNullable<DatasetReport['replica']>;

/** Whose replica a dataset is, and how far behind. */
export function ReplicaNote({ replica }: { replica: ReplicaState }) {
  const { leader, state, problem, lagBytes } = replica;
  return (
    <Note tone={state === 'failing' ? 'failed' : 'idle'}>
      <p>
        <strong>
          Replica of <code>{leader}</code>, {secondsBehind(replica)}.
        </strong>{' '}
        {state === 'pulling' ? 'Files of it are being pulled. ' : ''}
        {lagBytes > 0 ? (
          <>
            <Bytes value={lagBytes} /> of the log are to come.{' '}
          </>
        ) : null}
        It is written and published on its leader.
      </p>
      {problem === undefined ? null : <p>{problem}</p>}
    </Note>
  );
}

export function secondsBehind({ lagSeconds }: ReplicaState): string {
  const seconds = Math.round(lagSeconds * 10) / 10;
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'} behind`;
}
