import { Button } from '@mantine/core';
import type { Execution } from '@oremill/types';
import { IconDatabaseImport, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startExecution, stopExecution } from '../../api/mapreduce.ts';
import { Failure } from '../../components/failure.tsx';
import { LoadReview } from './load-review.tsx';
import { requestAgain } from './request-again.ts';

/** What can be done with an execution in its present state. */
export function ExecutionActions({ execution }: { execution: Execution }) {
  const [isReviewing, setIsReviewing] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  const stop = useMutation({
    mutationFn: () => stopExecution(execution.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['execution', execution.id] }),
  });
  const again = useMutation({
    mutationFn: startExecution,
    onSuccess: (started) => {
      client.setQueryData(['execution', started.id], started);
      void client.invalidateQueries({ queryKey: ['executions'] });
      void navigate({ to: '/mapreduce/executions/$id', params: { id: started.id } });
    },
  });
  const request = requestAgain(execution);
  const error = stop.error ?? again.error;

  return (
    <>
      {execution.state === 'running' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={stop.isPending}
          onClick={() => stop.mutate()}
        >
          Stop
        </Button>
      ) : null}
      {execution.state !== 'running' && request ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={again.isPending}
          onClick={() => again.mutate(request)}
        >
          Run again
        </Button>
      ) : null}
      {execution.state === 'succeeded' ? (
        <Button
          leftSection={<IconDatabaseImport size={16} aria-hidden />}
          onClick={() => setIsReviewing(true)}
        >
          Load into table…
        </Button>
      ) : null}
      {error ? (
        <div style={{ flexBasis: '100%' }}>
          <Failure error={error} />
        </div>
      ) : null}
      {isReviewing ? <LoadReview execution={execution} onClose={() => setIsReviewing(false)} /> : null}
    </>
  );
}
