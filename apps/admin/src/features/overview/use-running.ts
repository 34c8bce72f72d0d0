import type { Execution, Page } from '@oremill/types';
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { executionsQuery } from '../../api/mapreduce.ts';
import { useLive } from '../../live/use-live.ts';
import { findRunning } from './find-running.ts';

export interface Running {
  readonly answer: UseInfiniteQueryResult<InfiniteData<Page<Execution>>>;
  readonly executions: readonly Execution[];
}

/** The executions that run now: those the platform listed and those heard of since, without the ended. */
export function useRunning(): Running {
  const answer = useInfiniteQuery(executionsQuery({ state: 'running' }));
  const heard = useLive((state) => state.executions);
  const listed = answer.data?.pages.flatMap((page) => page.items) ?? [];
  return { answer, executions: findRunning(listed, heard) };
}
