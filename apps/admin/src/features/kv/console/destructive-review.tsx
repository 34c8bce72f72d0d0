import { TextInput } from '@mantine/core';
import { type DatasetReport, formatCount } from '@oremill/types';
import { useState } from 'react';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';

/** A command that ends what cannot be brought back: asks for the dataset's name, or the command's own. */
export function DestructiveReview({
  command,
  dataset,
  onConfirm,
  onClose,
}: {
  command: string;
  dataset: DatasetReport | undefined;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const isOfDataset = command === 'FLUSHDB' && dataset !== undefined;
  const word = isOfDataset ? dataset.name : command;
  return (
    <Review
      title={`Run ${command}`}
      confirmLabel={`Run ${command}`}
      isDestructive
      isBusy={false}
      error={undefined}
      onConfirm={typed === word ? onConfirm : undefined}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>
            {isOfDataset
              ? `Deletes the ${formatCount(dataset.entries)} entries of ${dataset.name}.`
              : 'Deletes the entries of every live dataset, or stops the store.'}
          </strong>
        </p>
        <p>There is no way back.</p>
      </Note>
      <TextInput
        label={`Type ${word} to run it`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Review>
  );
}
