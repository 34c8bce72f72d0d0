import type { Repository, Triggered } from '@oremill/types';
import { IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { installHook, lookAtRepository, removeHook } from '../../../api/deployer-repositories.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { RequestDialog } from '../runs/request-dialog.tsx';
import { RemoveReview } from './remove-review.tsx';

/** What can be done with a repository. */
export function RepositoryActions({ repository }: { repository: Repository }) {
  const [opened, setOpened] = useState<'request' | 'remove'>();
  const client = useQueryClient();
  const { name, hookFolder, url } = repository;
  const refresh = () => client.invalidateQueries({ queryKey: ['repositories'] });
  const look = useMutation({ mutationFn: () => lookAtRepository(name), onSettled: refresh });
  const hook = useMutation({
    mutationFn: () => (hookFolder === undefined ? installHook(name) : removeHook(name)),
    onSettled: refresh,
  });
  const error = look.error ?? hook.error;
  const isOnThisMachine = url.startsWith('/') || url.startsWith('file:');
  return (
    <>
      {look.data && !look.error ? (
        <span className="dim small" role="status">
          {describeLook(look.data)}
        </span>
      ) : null}
      <ActionButton
        needs="admin"
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setOpened('remove')}
      >
        Remove…
      </ActionButton>
      {isOnThisMachine || hookFolder !== undefined ? (
        <ActionButton needs="admin" variant="default" loading={hook.isPending} onClick={() => hook.mutate()}>
          {hookFolder === undefined ? 'Install the hook' : 'Take the hook away'}
        </ActionButton>
      ) : null}
      <ActionButton
        needs="operator"
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={look.isPending}
        onClick={() => look.mutate()}
      >
        Look now
      </ActionButton>
      <ActionButton
        needs="operator"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={() => setOpened('request')}
      >
        Start a run…
      </ActionButton>
      {error ? (
        <div style={{ flexBasis: '100%' }}>
          <Failure error={error} />
        </div>
      ) : null}
      {opened === 'request' ? <RequestDialog repository={name} onClose={() => setOpened(undefined)} /> : null}
      {opened === 'remove' ? <RemoveReview name={name} onClose={() => setOpened(undefined)} /> : null}
    </>
  );
}

function describeLook({ runs, ignored }: Triggered): string {
  const fresh = runs.filter(({ isNew }) => isNew).length;
  if (fresh > 0) return fresh === 1 ? 'One new run.' : `${fresh} new runs.`;
  return ignored ?? 'Nothing has changed.';
}
