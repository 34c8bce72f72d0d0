import { TextInput } from '@mantine/core';
import { type Execution, formatBytes, formatCount, manifestTotals } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { discardExecution } from '../../api/mapreduce.ts';
import { Note } from '../../components/note.tsx';
import { Review } from '../../components/review.tsx';

/** Removing what an execution left: says what is lost, and asks for its name when that is an output. */
export function DiscardReview({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, job, manifest } = execution;
  const discard = useMutation({
    mutationFn: () => discardExecution(id),
    onSuccess: async () => {
      await navigate({ to: '/mapreduce/jobs' });
      client.removeQueries({ queryKey: ['execution', id] });
      await client.resetQueries({ queryKey: ['executions'] });
    },
  });
  const isNamed = manifest === undefined || typed === job;
  return (
    <Review
      title="Discard this execution"
      confirmLabel={manifest === undefined ? 'Discard it' : 'Discard it and its output'}
      isDestructive
      isBusy={discard.isPending}
      error={discard.error}
      onConfirm={isNamed ? () => discard.mutate() : undefined}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>{describeLoss(execution)}</strong>
        </p>
        <p>
          Its counters, tasks and skipped records go too. Tables that were loaded from it keep their rows.
        </p>
        <p>There is no way back but to run the job again.</p>
      </Note>
      {manifest === undefined ? null : (
        <TextInput
          label={`Type ${job} to discard its output`}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Review>
  );
}

function describeLoss({ state, manifest }: Execution): string {
  if (manifest) {
    const { rows, bytes } = manifestTotals(manifest);
    return `Removes ${formatCount(rows)} rows in ${formatCount(manifest.parts.length)} parts, ${formatBytes(bytes)}.`;
  }
  return state === 'failed'
    ? 'Removes what is left of it.'
    : 'Removes the tasks that it had finished: it cannot be resumed then.';
}
