import type { QueryReply } from '@oremill/types';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { runQuery } from '../../api/warehouse.ts';
import { writeStored } from '../../frame/storage.ts';

/** The overview's checklist ticks its last step by this. */
export const ASKED_KEY = 'oremill.asked';

type RunRequest = { readonly sql: string; readonly limit: number };

export interface ShownResult {
  readonly sql: string;
  readonly limit: number;
  readonly reply: QueryReply;
}

export interface Statement {
  /** The newest result that there was; it stays while the next statement is written and runs. */
  readonly shown: ShownResult | undefined;
  readonly error: unknown;
  /** What the error is about. */
  readonly failedSql: string | undefined;
  readonly isRunning: boolean;
  readonly wasCancelled: boolean;
  /** Nothing was run yet. */
  readonly isFresh: boolean;
  readonly run: (request: RunRequest) => void;
  readonly cancel: () => void;
}

/** One statement at a time; a new one cancels the one before it. */
export function useStatement(): Statement {
  const [shown, setShown] = useState<ShownResult>();
  const [wasCancelled, setWasCancelled] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const query = useMutation({
    mutationFn: ({ sql, limit, signal }: RunRequest & { signal: AbortSignal }) =>
      runQuery({ sql, limit }, signal),
    onSuccess: (reply, { sql, limit }) => {
      setShown({ sql, limit, reply });
      writeStored(ASKED_KEY, true);
    },
  });
  const isAbort = query.error instanceof DOMException && query.error.name === 'AbortError';

  return {
    shown,
    error: isAbort ? undefined : query.error,
    failedSql: query.error && !isAbort ? query.variables?.sql : undefined,
    isRunning: query.isPending,
    wasCancelled: wasCancelled && !query.isPending,
    isFresh: query.isIdle,
    run: (request) => {
      running.current?.abort();
      running.current = new AbortController();
      setWasCancelled(false);
      query.mutate({ ...request, signal: running.current.signal });
    },
    cancel: () => {
      setWasCancelled(true);
      running.current?.abort();
    },
  };
}
