import { Button } from '@mantine/core';
import type { Execution } from '@oremill/types';
import {
  IconDatabaseImport,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { resumeExecution, startExecution, stopExecution } from '../../api/mapreduce.ts';
import { Failure } from '../../components/failure.tsx';
import { KeepingCost } from '../../components/keeping-cost.tsx';
import { DiscardReview } from './discard-review.tsx';
import { LoadReview } from './load-review.tsx';
import { PublishReview } from './publish-review.tsx';
import { requestAgain } from './request-again.ts';
import { useStarting } from './use-starting.ts';

type Reviewed = 'load' | 'publish' | 'discard';

/** What can be done with an execution in its present state; what most people want of it is the coloured one. */
export function ExecutionActions({ execution }: { execution: Execution }) {
  const [reviewed, setReviewed] = useState<Reviewed>();
  const client = useQueryClient();
  const { id, state } = execution;

  const stop = useMutation({
    mutationFn: () => stopExecution(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['execution', id] }),
  });
  const resume = useMutation({
    mutationFn: () => resumeExecution(id),
    onSuccess: (resumed) => client.setQueryData(['execution', id], resumed),
  });
  const again = useStarting(startExecution);
  const request = requestAgain(execution);
  const error = stop.error ?? resume.error ?? again.error;
  const isResumable = state === 'stopped' || state === 'interrupted';

  return (
    <>
      {state === 'running' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={stop.isPending}
          onClick={() => stop.mutate()}
        >
          Stop
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setReviewed('discard')}
        >
          Discard…
        </Button>
      )}
      {state !== 'running' && request ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={again.isPending}
          onClick={() => again.mutate(request)}
        >
          Run again
        </Button>
      ) : null}
      {isResumable ? (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.isPending}
          onClick={() => resume.mutate()}
        >
          Resume
        </Button>
      ) : null}
      {state === 'succeeded' ? <KeepingCost kind="execution" name={id} /> : null}
      {state === 'succeeded' ? (
        <Button
          variant="default"
          leftSection={<IconUpload size={16} aria-hidden />}
          onClick={() => setReviewed('publish')}
        >
          Publish as dataset…
        </Button>
      ) : null}
      {state === 'succeeded' ? (
        <Button
          leftSection={<IconDatabaseImport size={16} aria-hidden />}
          onClick={() => setReviewed('load')}
        >
          Load into table…
        </Button>
      ) : null}
      {error ? (
        <div style={{ flexBasis: '100%' }}>
          <Failure error={error} />
        </div>
      ) : null}
      {reviewed === 'load' ? (
        <LoadReview execution={execution} onClose={() => setReviewed(undefined)} />
      ) : null}
      {reviewed === 'publish' ? (
        <PublishReview execution={execution} onClose={() => setReviewed(undefined)} />
      ) : null}
      {reviewed === 'discard' ? (
        <DiscardReview execution={execution} onClose={() => setReviewed(undefined)} />
      ) : null}
    </>
  );
}
