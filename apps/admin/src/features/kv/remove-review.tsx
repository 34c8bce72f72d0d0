import { TextInput } from '@mantine/core';
import { type DatasetReport, formatBytes, formatCount } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { removeDataset } from '../../api/kv.ts';
import { Note } from '../../components/note.tsx';
import { Review } from '../../components/review.tsx';

/** Removing a dataset: says what is lost, and asks for its name. */
export function RemoveReview({ dataset, onClose }: { dataset: DatasetReport; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { name, kind, entries, memory, versions } = dataset;
  const remove = useMutation({
    mutationFn: () => removeDataset(name),
    onSuccess: async () => {
      // The list must not show for a moment what is gone.
      client.setQueryData<DatasetReport[]>(['datasets'], (known) =>
        known?.filter((one) => one.name !== name),
      );
      await navigate({ to: '/kv/datasets' });
      client.removeQueries({ queryKey: ['datasets', name] });
      client.removeQueries({ queryKey: ['keys', name] });
      await client.invalidateQueries({ queryKey: ['datasets'], exact: true });
    },
  });
  return (
    <Review
      title={`Remove ${name}`}
      confirmLabel={`Remove ${name}`}
      isDestructive
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={typed === name ? () => remove.mutate() : undefined}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>
            Removes {formatCount(entries)} {entries === 1 ? 'entry' : 'entries'},{' '}
            {formatBytes(memory.totalBytes)}
            {kind === 'published'
              ? `, and all ${formatCount(versions.length)} versions that are kept`
              : ', with their log and snapshots'}
            .
          </strong>
        </p>
        <p>Programs that read it are refused from then on.</p>
        <p>
          {kind === 'published'
            ? 'The only way back is to publish it again from its source.'
            : 'There is no way back.'}
        </p>
      </Note>
      <TextInput
        label={`Type ${name} to remove it`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Review>
  );
}
