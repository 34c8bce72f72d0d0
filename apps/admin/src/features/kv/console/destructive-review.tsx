import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';
import type { Loss } from './command-rules.ts';

/** A command that ends what cannot be brought back: says what is lost, and asks for a word. */
export function DestructiveReview({
  command,
  loss: { consequence, word },
  onConfirm,
  onClose,
}: {
  command: string;
  loss: Loss;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
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
          <strong>{consequence}</strong>
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
