import { Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { requestRun } from '../../../api/deployer-runs.ts';
import { Review } from '../../../components/review.tsx';
import { RepositorySelect } from '../repositories/repository-select.tsx';

/** Asking for a run of the newest commit of a branch, with a reason for those who look later. */
export function RequestDialog({
  repository: given,
  branch: givenBranch,
  onClose,
}: {
  repository?: string | undefined;
  branch?: string | undefined;
  onClose: () => void;
}) {
  const [repository, setRepository] = useState(given);
  const [branch, setBranch] = useState(givenBranch ?? '');
  const [reason, setReason] = useState('');
  const [again, setAgain] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const request = useMutation({
    mutationFn: requestRun,
    onSuccess: async (run) => {
      void client.invalidateQueries({ queryKey: ['runs'], refetchType: 'none' });
      await navigate({ to: '/deployer/runs/$id', params: { id: run.id } });
    },
  });
  const isReady = repository !== undefined && reason.trim() !== '';
  const start = () => {
    if (repository === undefined) return;
    const ofBranch = branch.trim() === '' ? {} : { branch: branch.trim() };
    request.mutate({ repository, reason: reason.trim(), again, ...ofBranch });
  };
  return (
    <Review
      title="Start a run"
      confirmLabel={repository === undefined ? 'Start it' : `Run ${branch.trim() || 'the target branch'}`}
      isBusy={request.isPending}
      error={request.error}
      onConfirm={isReady ? start : undefined}
      onClose={onClose}
    >
      <RepositorySelect label="Repository" value={repository} onChange={setRepository} />
      <TextInput
        label="Branch"
        description="Its newest commit is run."
        placeholder="the target branch"
        autoComplete="off"
        spellCheck={false}
        value={branch}
        onChange={(event) => setBranch(event.currentTarget.value)}
      />
      <TextInput
        label="Reason"
        description="For those who look at the run later."
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Switch
        label="Also where this commit was run before"
        description="Otherwise you come to the run that is there."
        checked={again}
        onChange={(event) => setAgain(event.currentTarget.checked)}
      />
    </Review>
  );
}
