import type { AccessToken, Change, MadeToken, MakeToken, Page } from '@oremill/types';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';
import { withoutAbsent } from './without-absent.ts';

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }): Promise<AccessToken[]> =>
    (await read(api.GET('/deployer/tokens', { signal }))).items,
});

export function makeToken(body: MakeToken): Promise<MadeToken> {
  return read(api.POST('/deployer/tokens', { body }));
}

export function revokeToken(name: string): Promise<AccessToken> {
  return read(api.DELETE('/deployer/tokens/{name}', { params: { path: { name } } }));
}

export interface ChangeFilter {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
}

/** Who has changed what, newest first. */
export function changesQuery({ actor, subject }: ChangeFilter) {
  const given = withoutAbsent({ actor, subject });
  return infiniteQueryOptions({
    queryKey: ['changes', given],
    queryFn: ({ pageParam, signal }): Promise<Page<Change>> =>
      read(
        api.GET('/deployer/changes', {
          params: { query: { limit: 50, ...given, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
