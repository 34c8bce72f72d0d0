import { hasEnded, type Run, type RunStep } from '@oremill/types';
import { IconCheck, IconPlayerStop, IconRefresh, IconStepInto } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { approveRun, cancelRun, rerun } from '../../../api/deployer-runs.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { shortenMiddle } from '../../../format/shorten.ts';
import { newestRunOf } from '../../../live/live-store.ts';

/** What can be done with a run in its present state. */
export function RunActions({ run, step }: { run: Run; step: RunStep | undefined }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id } = run;
  const take = (next: Run) => client.setQueryData(['run', next.id], newestRunOf(next));
  const cancel = useMutation({ mutationFn: () => cancelRun(id), onSuccess: take });
  const approve = useMutation({ mutationFn: () => approveRun(id), onSuccess: take });
  const again = useMutation({
    mutationFn: (from: string | undefined) => rerun(id, from),
    onSuccess: async (next) => {
      take(next);
      await navigate({ to: '/deployer/runs/$id', params: { id: next.id } });
    },
  });
  const error = cancel.error ?? approve.error ?? again.error;
  const isFrom = again.isPending && again.variables !== undefined;
  return (
    <>
      {run.state === 'held' ? (
        <ActionButton
          needs="operator"
          leftSection={<IconCheck size={16} aria-hidden />}
          loading={approve.isPending}
          onClick={() => approve.mutate()}
        >
          Approve
        </ActionButton>
      ) : null}
      {hasEnded(run) ? (
        <>
          {step && run.steps.length > 1 && run.state !== 'superseded' ? (
            <ActionButton
              needs="operator"
              variant="default"
              leftSection={<IconStepInto size={16} aria-hidden />}
              loading={isFrom}
              onClick={() => again.mutate(step.name)}
            >
              Rerun from {shortenMiddle(step.name, 24)}
            </ActionButton>
          ) : null}
          <ActionButton
            needs="operator"
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={again.isPending && !isFrom}
            onClick={() => again.mutate(undefined)}
          >
            Rerun
          </ActionButton>
        </>
      ) : (
        <ActionButton
          needs="operator"
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </ActionButton>
      )}
      {error ? (
        <div style={{ flexBasis: '100%' }}>
          <Failure error={error} />
        </div>
      ) : null}
    </>
  );
}
