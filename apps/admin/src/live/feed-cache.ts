import { type Execution, executionSchema, type Page } from '@oremill/types';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ConnectionStatus } from './connection.ts';
import type { StreamEvent } from './event-stream.ts';
import { addExecutions, forgetExecutions, readLive, setStatus } from './live-store.ts';
import { newerExecution, patchExecutions } from './newer-execution.ts';
import type { LiveSink } from './relay.ts';

const BATCH_MS = 100;

/** Puts the stream into the query cache, at most ten times a second however fast events come. */
export function feedCache(client: QueryClient, onSignedOut: () => void): LiveSink {
  const waiting = new Map<string, Execution>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    const batch = [...waiting.values()];
    waiting.clear();
    for (const execution of batch) ageLists(client, execution);
    addExecutions(batch);
    const { executions } = readLive();
    for (const { id } of batch) {
      client.setQueryData<Execution>(['execution', id], (known) => {
        const heard = executions.get(id);
        return known && heard ? newerExecution(known, heard) : known;
      });
    }
    client.setQueriesData<InfiniteData<Page<Execution>>>({ queryKey: ['executions'] }, (known) =>
      known === undefined
        ? known
        : {
            ...known,
            pages: known.pages.map((page) => ({ ...page, items: patchExecutions(page.items, executions) })),
          },
    );
  }

  return {
    onEvent: (event) => {
      const execution = readExecution(event);
      if (!execution) return;
      waiting.set(execution.id, newerExecution(waiting.get(execution.id), execution));
      if (timer === undefined) timer = setTimeout(flush, BATCH_MS);
    },
    onStatus: (status) => takeStatus(client, status),
    onSignedOut,
  };
}

/**
 * Whatever changed before the stream was there, it does not tell: after each start of it one snapshot is read. At
 * first only of executions, since one may have ended between its reply and the stream; after an interruption of all.
 */
function takeStatus(client: QueryClient, status: ConnectionStatus): void {
  const before = readLive().status.kind;
  setStatus(status);
  if (status.kind !== 'live' || before === 'live') return;
  if (before === 'reconnecting') {
    forgetExecutions();
    void client.invalidateQueries();
  }
  for (const key of ['execution', 'executions']) void client.invalidateQueries({ queryKey: [key] });
}

/**
 * When an execution ends, lists that are not shown are read again when they are. Those that are shown are patched in
 * place: read again now, they would put new rows under the reader's hand.
 */
function ageLists(client: QueryClient, execution: Execution): void {
  const known = readLive().executions.get(execution.id);
  if (execution.state === 'running' || known?.state !== 'running') return;
  void client.invalidateQueries({ queryKey: ['executions'], refetchType: 'none' });
}

function readExecution(event: StreamEvent): Execution | undefined {
  if (event.name !== 'execution') return undefined;
  try {
    return executionSchema.safeParse(JSON.parse(event.data)).data;
  } catch {
    return undefined;
  }
}
