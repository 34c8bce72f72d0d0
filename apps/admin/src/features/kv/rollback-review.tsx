import { formatBytes, formatCount, type Version } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { rollBackDataset } from '../../api/kv.ts';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { Review } from '../../components/review.tsx';
import { Time } from '../../components/time.tsx';
import { announce } from '../../frame/announcer.tsx';
import { formatChange } from './format-change.ts';

/** Serving another version that is kept: what readers will find more or less of, and how to come back. */
export function RollbackReview({
  name,
  served,
  target,
  onClose,
}: {
  name: string;
  served: Version;
  target: Version;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const rollBack = useMutation({
    mutationFn: rollBackDataset,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['datasets'] });
      void client.invalidateQueries({ queryKey: ['keys', name] });
      announce(`${name} serves version ${target.number}`);
      onClose();
    },
  });
  return (
    <Review
      title={`Serve version ${target.number} of ${name}`}
      confirmLabel={`${target.number < served.number ? 'Roll back' : 'Go'} to version ${target.number}`}
      isBusy={rollBack.isPending}
      error={rollBack.error}
      onConfirm={() => rollBack.mutate({ name, version: target.number })}
      onClose={onClose}
    >
      <Facts
        facts={[
          {
            name: 'Entries',
            value: <Change from={served.entries} to={target.entries} format={formatCount} />,
          },
          {
            name: 'Image',
            value: <Change from={served.imageBytes} to={target.imageBytes} format={formatBytes} />,
          },
          { name: 'It was published', value: <Time at={target.publishedAt} /> },
        ]}
      />
      <Note tone="running">
        <p>
          <strong>
            {target.isResident
              ? `Version ${target.number} is in memory: the switch takes milliseconds.`
              : `Version ${target.number} is read from the disk first; until then readers see version ${served.number}.`}
          </strong>
        </p>
        <p>No read sees a mix of both. Version {served.number} is kept, so the way back is the same.</p>
      </Note>
    </Review>
  );
}

function Change({ from, to, format }: { from: number; to: number; format: (amount: number) => string }) {
  return (
    <span className="number">
      {format(from)} → {format(to)} <span className="dim">({formatChange(from, to, format)})</span>
    </span>
  );
}
