import type { LogLine, LogPage, Page, RequestRun, Run, RunState } from '@oremill/types';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { newestRunOf } from '../live/live-store.ts';
import { api, read } from './client.ts';
import { withoutAbsent } from './without-absent.ts';

export interface RunFilter {
  readonly repository?: string | undefined;
  readonly branch?: string | undefined;
  readonly state?: RunState | undefined;
  readonly text?: string | undefined;
}

export const RUNS_PER_PAGE = 50;

/** Pages of runs, newest first; live events are patched into them in place. */
export function runsQuery(filter: RunFilter, limit = RUNS_PER_PAGE) {
  const { repository, branch, state, text } = filter;
  const given = withoutAbsent({ repository, branch, state, text });
  return infiniteQueryOptions({
    queryKey: ['runs', given, limit],
    queryFn: async ({ pageParam, signal }): Promise<Page<Run>> => {
      const query = { limit, ...given, ...(pageParam ? { cursor: pageParam } : {}) };
      const page = await read(api.GET('/deployer/runs', { params: { query }, signal }));
      return { ...page, items: page.items.map(newestRunOf) };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: async ({ signal }): Promise<Run> =>
      newestRunOf(await read(api.GET('/deployer/runs/{id}', { params: { path: { id } }, signal }))),
  });
}

export function requestRun(body: RequestRun): Promise<Run> {
  return read(api.POST('/deployer/runs', { body: { again: false, ...withoutAbsent(body) } }));
}

export function cancelRun(id: string): Promise<Run> {
  return read(api.POST('/deployer/runs/{id}/cancel', { params: { path: { id } } }));
}

export function approveRun(id: string): Promise<Run> {
  return read(api.POST('/deployer/runs/{id}/approve', { params: { path: { id } } }));
}

/** Whole, or from a step on. */
export function rerun(id: string, from?: string): Promise<Run> {
  return read(
    api.POST('/deployer/runs/{id}/rerun', {
      params: { path: { id } },
      body: from === undefined ? {} : { from },
    }),
  );
}

/** One attempt of one step. */
export interface LogPlace {
  readonly run: string;
  readonly step: string;
  readonly attempt: number;
}

export function readLogLines(
  { run, step, attempt }: LogPlace,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<LogPage> {
  return read(
    api.GET('/deployer/runs/{id}/steps/{step}/log', {
      params: { path: { id: run, step }, query: { attempt, from, count } },
    }),
  );
}

export interface LogMatches {
  readonly lines: LogLine[];
  readonly isCut: boolean;
}

/** Lines that have the text in them; the platform looks through the whole log. */
export function logMatchesQuery({ run, step, attempt }: LogPlace, text: string) {
  return queryOptions({
    queryKey: ['log-matches', run, step, attempt, text],
    queryFn: ({ signal }): Promise<LogMatches> =>
      read(
        api.GET('/deployer/runs/{id}/steps/{step}/log/matches', {
          params: { path: { id: run, step }, query: { attempt, text, limit: 1000 } },
          signal,
        }),
      ),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

export function artifactAddress(run: string, name: string): string {
  return `/deployer/runs/${run}/artifacts/${encodeURIComponent(name)}`;
}
