import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { failureOf } from './failure.ts';

const RETRIES_MAX = 2;

/** Caches what was read; the event stream keeps it fresh, so nothing polls. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const noticeSignedOut = (error: unknown) => {
    if (failureOf(error).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignedOut }),
    mutationCache: new MutationCache({ onError: noticeSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** No answer, or an overloaded server: worth another try. A refusal is not. */
function isPassing(error: unknown): boolean {
  const { status, reply } = failureOf(error);
  return status >= 500 || reply.code === 'UNREACHABLE';
}
