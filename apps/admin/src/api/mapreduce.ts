import {
  type Diagnosis,
  type Execution,
  type ExecutionState,
  type InputFile,
  type Job,
  type Page,
  type SkippedRecord,
  type StartExecution,
  uploadSchema,
} from '@oremill/types';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { newestOf } from '../live/live-store.ts';
import { api, read } from './client.ts';
import { readTasks, type TaskList } from './read-tasks.ts';
import { fileSender } from './upload.ts';
import { withoutAbsent } from './without-absent.ts';

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

/** They are written when it ends: another state asks again, and keeps the last answer meanwhile. */
export function skippedQuery(id: string, state: ExecutionState) {
  return infiniteQueryOptions({
    queryKey: ['skipped', id, state],
    queryFn: ({ pageParam, signal }): Promise<Page<SkippedRecord>> =>
      read(
        api.GET('/mapreduce/executions/{id}/skipped', {
          params: { path: { id }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

const TASKS_PER_PAGE = 500;

/** Finished tasks, in the order in which they ended; asked again, it reads only what is new. */
export function tasksQuery(id: string) {
  return queryOptions({
    queryKey: ['tasks', id],
    // Whoever comes back to a page may have missed its end.
    staleTime: 0,
    queryFn: ({ client, queryKey, signal }): Promise<TaskList> =>
      readTasks(client.getQueryData<TaskList>(queryKey), (cursor) =>
        read(
          api.GET('/mapreduce/executions/{id}/tasks', {
            params: { path: { id }, query: { limit: TASKS_PER_PAGE, ...(cursor ? { cursor } : {}) } },
            signal,
          }),
        ),
      ),
  });
}

/** Another state asks again, and keeps the last answer meanwhile. */
export function diagnosisQuery(id: string, state: ExecutionState) {
  return queryOptions({
    queryKey: ['diagnosis', id, state],
    queryFn: ({ signal }): Promise<Diagnosis> =>
      read(api.GET('/mapreduce/executions/{id}/diagnosis', { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const sendInput = fileSender('/mapreduce/uploads', {}, uploadSchema);

export function startExecution(request: StartExecution): Promise<Execution> {
  return read(api.POST('/mapreduce/executions', { body: withoutAbsent(request) }));
}

export function stopExecution(id: string): Promise<Execution> {
  return read(api.POST('/mapreduce/executions/{id}/stop', { params: { path: { id } } }));
}

export function resumeExecution(id: string): Promise<Execution> {
  return read(api.POST('/mapreduce/executions/{id}/resume', { params: { path: { id } } }));
}

export function retrySkipped(id: string): Promise<Execution> {
  return read(api.POST('/mapreduce/executions/{id}/retry-skipped', { params: { path: { id } } }));
}

export async function discardExecution(id: string): Promise<void> {
  await read(api.DELETE('/mapreduce/executions/{id}', { params: { path: { id } } }));
}
