import type { Load, LoadMode, Page, QueryReply, Table } from '@oremill/types';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';

export const tablesQuery = queryOptions({
  queryKey: ['tables'],
  queryFn: async ({ signal }): Promise<Table[]> =>
    (await read(api.GET('/warehouse/tables', { signal }))).items,
});

export function tableQuery(name: string) {
  return queryOptions({
    queryKey: ['tables', name],
    queryFn: ({ signal }): Promise<Table> =>
      read(api.GET('/warehouse/tables/{name}', { params: { path: { name } }, signal })),
  });
}

/** Loads, newest first; of one table when it is named. */
export function loadsQuery(table?: string) {
  return infiniteQueryOptions({
    queryKey: ['loads', table ?? null],
    queryFn: ({ pageParam, signal }): Promise<Page<Load>> =>
      read(
        api.GET('/warehouse/loads', {
          params: { query: { ...(table ? { table } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export interface StartLoad {
  readonly executionId: string;
  readonly table: string;
  readonly mode: LoadMode;
}

export function startLoad(body: StartLoad): Promise<Load> {
  return read(api.POST('/warehouse/loads', { body: { ...body } }));
}

/** Runs one statement; aborting the signal drops the request, and the server cancels the statement. */
export function runQuery(
  request: { readonly sql: string; readonly limit: number },
  signal: AbortSignal,
): Promise<QueryReply> {
  return read(api.POST('/warehouse/queries', { body: request, signal }));
}
