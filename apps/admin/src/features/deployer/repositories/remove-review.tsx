import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { removeRepository } from '../../../api/deployer-repositories.ts';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';

/** Removing a repository says what goes with it, and asks for its name. */
export function RemoveReview({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => removeRepository(name),
    onSuccess: async () => {
      await navigate({ to: '/deployer/repositories' });
      await client.resetQueries({ queryKey: ['repositories'] });
      client.removeQueries({ queryKey: ['runs'] });
    },
  });
  return (
    <Review
      title={`Remove ${name}`}
      confirmLabel="Remove it and its runs"
      isDestructive
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={typed === name ? () => remove.mutate() : undefined}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>All its runs go too, with their logs, artifacts and figures.</strong>
        </p>
        <p>The repository itself, and what was pushed to it, stays as it is. There is no way back.</p>
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
