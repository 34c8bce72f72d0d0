import type { Page, Quarantine, RunVerdict, SetQuarantine, TestHabit, Trends } from '@oremill/types';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';
import { withoutAbsent } from './without-absent.ts';

/** Asked again when the run has got another state. */
export function verdictQuery(id: string, state: string) {
  return queryOptions({
    queryKey: ['verdict', id, state],
    queryFn: ({ signal }): Promise<RunVerdict> =>
      read(api.GET('/deployer/runs/{id}/verdict', { params: { path: { id } }, signal })),
  });
}

export interface TrendsAsked {
  readonly repository: string;
  readonly branch?: string | undefined;
  /** All that are usual, where none are named. */
  readonly metrics?: readonly string[];
  readonly runs: number;
}

export function trendsQuery({ repository, branch, metrics, runs }: TrendsAsked) {
  const query = { runs, points: 300, ...withoutAbsent({ branch, metrics: metrics?.join(',') }) };
  return queryOptions({
    queryKey: ['trends', repository, query],
    queryFn: ({ signal }): Promise<Trends> =>
      read(
        api.GET('/deployer/repositories/{repository}/trends', {
          params: { path: { repository }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export type TestOrder = 'slowest' | 'flakiest';

/** How tests have gone in their last runs. */
export function testsQuery(repository: string, order: TestOrder, branch?: string) {
  return infiniteQueryOptions({
    queryKey: ['tests', repository, order, branch ?? null],
    queryFn: ({ pageParam, signal }): Promise<Page<TestHabit>> =>
      read(
        api.GET('/deployer/repositories/{repository}/tests', {
          params: {
            path: { repository },
            query: {
              order,
              limit: 20,
              ...withoutAbsent({ branch }),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function quarantineQuery(repository: string) {
  return queryOptions({
    queryKey: ['quarantine', repository],
    queryFn: async ({ signal }): Promise<Quarantine[]> =>
      (
        await read(
          api.GET('/deployer/repositories/{repository}/quarantine', {
            params: { path: { repository } },
            signal,
          }),
        )
      ).items,
  });
}

export function quarantineTest(repository: string, body: SetQuarantine): Promise<Quarantine> {
  return read(
    api.PUT('/deployer/repositories/{repository}/quarantine', { params: { path: { repository } }, body }),
  );
}

export async function releaseTest(repository: string, suite: string, name: string): Promise<void> {
  await read(
    api.DELETE('/deployer/repositories/{repository}/quarantine', {
      params: { path: { repository }, query: { suite, name } },
    }),
  );
}
