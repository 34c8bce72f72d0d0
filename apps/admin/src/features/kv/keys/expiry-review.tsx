import type { TextOrBytes } from '@oremill/types';
import { useState } from 'react';
import { type StoredValue, setTtl } from '../../../api/kv-values.ts';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';
import '../kv.css';
import { type ExpiryChoice, readTtlSeconds } from './expiry.ts';
import { ExpiryFields } from './expiry-fields.tsx';
import { useEntryChange } from './use-entry-change.ts';

/** Setting when an entry ends; its value is not touched. */
export function ExpiryReview({
  dataset,
  entryKey,
  stored,
  onClose,
}: {
  dataset: string;
  entryKey: TextOrBytes;
  stored: StoredValue;
  onClose: () => void;
}) {
  const [choice, setChoice] = useState<ExpiryChoice>('after');
  const [typed, setTyped] = useState('');
  const change = useEntryChange(
    dataset,
    (ttlSeconds: number | 'never') =>
      setTtl(dataset, entryKey, ttlSeconds === 'never' ? undefined : ttlSeconds),
    onClose,
  );
  const ttlSeconds = readTtlSeconds(choice, typed, stored.expiresAt, Date.now());
  const fault = typed !== '' && ttlSeconds === undefined ? 'Write a time such as 90s or 12h.' : undefined;
  return (
    <Review
      title="When this entry expires"
      confirmLabel={choice === 'never' ? 'Keep it for ever' : 'Set the expiry'}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={ttlSeconds === undefined ? undefined : () => change.mutate(ttlSeconds)}
      onClose={onClose}
    >
      <ExpiryFields
        choice={choice}
        typed={typed}
        canKeep={false}
        fault={fault}
        onChange={(nextChoice, nextTyped) => {
          setChoice(nextChoice);
          setTyped(nextTyped);
        }}
      />
      <Note tone="running">
        <p>
          {choice === 'never'
            ? 'It stays until somebody deletes it.'
            : 'After that time it is gone, as if somebody had deleted it. The value stays as it is until then.'}
        </p>
      </Note>
    </Review>
  );
}
