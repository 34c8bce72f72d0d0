import {
  type Execution,
  executionSchema,
  hasEnded,
  type Page,
  type Run,
  runStateSchema,
  stepStateSchema,
} from '@oremill/types';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { ConnectionStatus } from './connection.ts';
import type { StreamEvent } from './event-stream.ts';
import { addExecutions, addRuns, forgetHeard, readLive, setStatus } from './live-store.ts';
import { newerExecution, patchExecutions } from './newer-execution.ts';
import { newerRun, patchRuns } from './newer-run.ts';
import type { LiveSink } from './relay.ts';

const BATCH_MS = 100;

/** As much of a run as telling it from something else needs: the whole contract would weigh on the first page. */
const heardRunSchema = z.looseObject({
  id: z.string(),
  state: runStateSchema,
  steps: z.array(z.looseObject({ name: z.string(), state: stepStateSchema, attempt: z.number() })),
});

/** Puts the stream into the query cache, at most ten times a second however fast events come. */
export function feedCache(client: QueryClient, onSignedOut: () => void): LiveSink {
  const executions = new Map<string, Execution>();
  const runs = new Map<string, Run>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    if (executions.size > 0) putExecutions(client, takeAll(executions));
    if (runs.size > 0) putRuns(client, takeAll(runs));
  }

  return {
    onEvent: (event) => {
      const execution = event.name === 'execution' ? readData(event, executionSchema) : undefined;
      const run = event.name === 'run' ? (readData(event, heardRunSchema) as Run | undefined) : undefined;
      if (execution) executions.set(execution.id, newerExecution(executions.get(execution.id), execution));
      if (run) runs.set(run.id, newerRun(runs.get(run.id), run));
      if ((execution || run) && timer === undefined) timer = setTimeout(flush, BATCH_MS);
    },
    onStatus: (status) => takeStatus(client, status),
    onSignedOut,
  };
}

function takeAll<Item>(waiting: Map<string, Item>): Item[] {
  const batch = [...waiting.values()];
  waiting.clear();
  return batch;
}

function putExecutions(client: QueryClient, batch: readonly Execution[]): void {
  for (const execution of batch) ageExecutions(client, execution);
  addExecutions(batch);
  const { executions } = readLive();
  for (const { id } of batch) {
    client.setQueryData<Execution>(['execution', id], (known) => {
      const heard = executions.get(id);
      return known && heard ? newerExecution(known, heard) : known;
    });
  }
  patchPages<Execution>(client, 'executions', (items) => patchExecutions(items, executions));
}

function putRuns(client: QueryClient, batch: readonly Run[]): void {
  for (const run of batch) ageRuns(client, run);
  addRuns(batch);
  const { runs } = readLive();
  for (const { id } of batch) {
    client.setQueryData<Run>(['run', id], (known) => {
      const heard = runs.get(id);
      return known && heard ? newerRun(known, heard) : known;
    });
  }
  patchPages<Run>(client, 'runs', (items) => patchRuns(items, runs));
}

function patchPages<Item>(client: QueryClient, key: string, patch: (items: Item[]) => Item[]): void {
  client.setQueriesData<InfiniteData<Page<Item>>>({ queryKey: [key] }, (known) =>
    known === undefined
      ? known
      : { ...known, pages: known.pages.map((page) => ({ ...page, items: patch(page.items) })) },
  );
}

/**
 * Whatever changed before the stream was there, it does not tell: after each start of it one snapshot is read. At
 * first only of executions, since one may have ended between its reply and the stream; after an interruption of all.
 * The stream of runs begins with the present state of those that it may be about.
 */
function takeStatus(client: QueryClient, status: ConnectionStatus): void {
  const before = readLive().status.kind;
  setStatus(status);
  if (status.kind !== 'live' || before === 'live') return;
  if (before === 'reconnecting') {
    forgetHeard();
    void client.invalidateQueries();
  }
  for (const key of ['execution', 'executions']) void client.invalidateQueries({ queryKey: [key] });
}

/**
 * When an execution ends, lists that are not shown are read again when they are. Those that are shown are patched in
 * place: read again now, they would put new rows under the reader's hand.
 */
function ageExecutions(client: QueryClient, execution: Execution): void {
  const known = readLive().executions.get(execution.id);
  if (execution.state === 'running' || known?.state !== 'running') return;
  void client.invalidateQueries({ queryKey: ['executions'], refetchType: 'none' });
}

/** A run that ends also changes what repositories, trends and verdicts say: those that are shown are read again. */
function ageRuns(client: QueryClient, run: Run): void {
  const known = readLive().runs.get(run.id);
  if (known && hasEnded(known) === hasEnded(run)) return;
  void client.invalidateQueries({ queryKey: ['runs'], refetchType: 'none' });
  for (const key of ['repositories', 'trends', 'tests']) void client.invalidateQueries({ queryKey: [key] });
}

function readData<Data>(event: StreamEvent, schema: z.ZodType<Data>): Data | undefined {
  try {
    return schema.safeParse(JSON.parse(event.data)).data;
  } catch {
    return undefined;
  }
}
