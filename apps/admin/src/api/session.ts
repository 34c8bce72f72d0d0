import type { Session } from '@oremill/types';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }): Promise<Session> => read(api.GET('/session', { signal })),
  staleTime: 5 * 60_000,
});

export function signIn(token: string): Promise<Session> {
  return read(api.POST('/session', { body: { token } }));
}

export async function signOut(): Promise<void> {
  await read(api.DELETE('/session'));
}
