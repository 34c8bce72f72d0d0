import type { Execution } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

/** A request that starts an execution: once it runs, its page is opened. */
export function useStarting<Request = void>(start: (request: Request) => Promise<Execution>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: start,
    onSuccess: (execution) => {
      client.setQueryData(['execution', execution.id], execution);
      void client.invalidateQueries({ queryKey: ['executions'] });
      void navigate({ to: '/mapreduce/executions/$id', params: { id: execution.id } });
    },
  });
}
