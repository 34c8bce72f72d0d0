import { useMutation, useQueryClient } from '@tanstack/react-query';
import { revokeToken } from '../../../api/deployer-access.ts';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';

/** Revoking a token says what ends with it. */
export function RevokeReview({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(name),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['tokens'] });
      void client.invalidateQueries({ queryKey: ['changes'] });
      onClose();
    },
  });
  return (
    <Review
      title={`Revoke the token of ${name}`}
      confirmLabel={`Revoke ${name}`}
      isDestructive
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>Whoever uses it is refused from now on, and its sessions end.</strong>
        </p>
        <p>What was done with it stays in the changes. There is no way back but another token.</p>
      </Note>
    </Review>
  );
}
