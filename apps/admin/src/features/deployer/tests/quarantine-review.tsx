import { NumberInput, TextInput } from '@mantine/core';
import { QUARANTINE_DAYS_MAX, type TestId } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { quarantineTest } from '../../../api/deployer-gates.ts';
import { Name } from '../../../components/name.tsx';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';

const DAYS_DEFAULT = 14;
const DAY_MS = 86_400_000;

/** Putting a test in quarantine: why, and until when; there is none without an end. */
export function QuarantineReview({
  repository,
  test: { suite, name },
  onClose,
}: {
  repository: string;
  test: TestId;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(DAYS_DEFAULT);
  const client = useQueryClient();
  const quarantine = useMutation({
    mutationFn: () =>
      quarantineTest(repository, {
        suite,
        name,
        reason: reason.trim(),
        until: new Date(Date.now() + days * DAY_MS).toISOString(),
      }),
    onSuccess: async () => {
      for (const key of ['quarantine', 'tests']) await client.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  });
  return (
    <Review
      title="Put a test in quarantine"
      confirmLabel={`Quarantine it for ${days} ${days === 1 ? 'day' : 'days'}`}
      isBusy={quarantine.isPending}
      error={quarantine.error}
      onConfirm={reason.trim() === '' ? undefined : () => quarantine.mutate()}
      onClose={onClose}
    >
      <p>
        <strong>
          <Name text={name} lengthMax={160} />
        </strong>{' '}
        <span className="dim">{suite}</span>
      </p>
      <Note tone="warning">
        <p>
          Its failures do not make a run red until then. They are shown apart, and count again afterwards.
        </p>
      </Note>
      <TextInput
        label="Reason"
        description="Why, and who will mend it."
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NumberInput
        label="Days"
        min={1}
        max={QUARANTINE_DAYS_MAX}
        allowDecimal={false}
        value={days}
        onChange={(next) => setDays(Math.min(QUARANTINE_DAYS_MAX, Math.max(1, Number(next))))}
      />
    </Review>
  );
}
