import type {
  Execution,
  ExecutionState,
  InputFile,
  Job,
  Page,
  SkippedRecord,
  StartExecution,
} from '@oremill/types';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { newestOf } from '../live/live-store.ts';
import { api, read } from './client.ts';

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: async ({ signal }): Promise<Job[]> => (await read(api.GET('/mapreduce/jobs', { signal }))).items,
  staleTime: 60_000,
});

export interface Inputs {
  readonly roots: string[];
  readonly items: InputFile[];
  readonly isTruncated: boolean;
}

export const inputsQuery = queryOptions({
  queryKey: ['inputs'],
  queryFn: ({ signal }): Promise<Inputs> => read(api.GET('/mapreduce/inputs', { signal })),
});

export interface ExecutionFilter {
  readonly state?: ExecutionState | undefined;
  readonly job?: string | undefined;
}

export const EXECUTIONS_PER_PAGE = 50;

/** Pages of executions, newest first; live events are patched into them in place. */
export function executionsQuery(filter: ExecutionFilter) {
  return infiniteQueryOptions({
    queryKey: ['executions', { state: filter.state ?? null, job: filter.job ?? null }],
    queryFn: async ({ pageParam, signal }): Promise<Page<Execution>> => {
      const query = {
        limit: EXECUTIONS_PER_PAGE,
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.job ? { job: filter.job } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const page = await read(api.GET('/mapreduce/executions', { params: { query }, signal }));
      return { ...page, items: page.items.map(newestOf) };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function executionQuery(id: string) {
  return queryOptions({
    queryKey: ['execution', id],
    queryFn: async ({ signal }): Promise<Execution> =>
      newestOf(await read(api.GET('/mapreduce/executions/{id}', { params: { path: { id } }, signal }))),
  });
}

export function skippedQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['skipped', id],
    queryFn: ({ pageParam, signal }): Promise<Page<SkippedRecord>> =>
      read(
        api.GET('/mapreduce/executions/{id}/skipped', {
          params: { path: { id }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function startExecution({ job, input, workers, skipLimit }: StartExecution): Promise<Execution> {
  const body = {
    job,
    input,
    ...(workers === undefined ? {} : { workers }),
    ...(skipLimit === undefined ? {} : { skipLimit }),
  };
  return read(api.POST('/mapreduce/executions', { body }));
}

export function stopExecution(id: string): Promise<Execution> {
  return read(api.POST('/mapreduce/executions/{id}/stop', { params: { path: { id } } }));
}
