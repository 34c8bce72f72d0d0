import type { Cluster } from './cluster.ts';
import type { Journal } from './journal.ts';
import { mergeSamples, type SampledKey } from './key-sample.ts';
import type { LoadControl } from './load-control.ts';
import type { LoadLedger } from './load-ledger.ts';
import type { ProgressSum } from './load-progress.ts';
import { LoadWorkers } from './load-workers.ts';
import type { FromWorker, Task, ToWorker, WorkerPlan } from './messages.ts';
import { type Meeting, type NodeRuns, readRuns } from './node-runs.ts';
import type { Stretch } from './stretch.ts';

export interface SendAllOptions {
  readonly cluster: Cluster;
  readonly stretches: readonly Stretch[];
  readonly ledger: LoadLedger;
  readonly journal: Journal;
  readonly progress: ProgressSum;
  readonly runs: NodeRuns;
  readonly control: LoadControl;
  readonly workers: number;
  readonly prefix: string;
  readonly replicasWanted: number;
  readonly windowBytes: number;
  readonly sampleSize: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: () => void;
}

/** Sends what the ledger says is missing, and what gets lost meanwhile; resolves to a sample of the keys. */
export async function sendAll(options: SendAllOptions): Promise<readonly SampledKey[]> {
  const { cluster, ledger, runs, control, signal } = options;
  // Before the first pair: from now on a node that has started again is noticed.
  runs.noteReplicas(cluster);
  for (const meeting of await readRuns(cluster)) note(meeting, options);

  const { promise: isSent, resolve, reject } = Promise.withResolvers<void>();
  const isAborted = () => reject(signal?.reason);
  signal?.addEventListener('abort', isAborted);
  const meetings = new Set<Promise<void>>();
  const workers = new LoadWorkers({
    workers: options.workers,
    plan: planOf(options),
    next: () => nextTask(options),
    onDone: (id, pairs) => {
      const missing = ledger.done(id);
      options.progress.stretchDone(id, pairs);
      options.journal.write({ done: id, pairs, ...(missing.length > 0 ? { missing } : {}) });
      options.onProgress();
      check().catch(reject);
    },
    onMessage: (message) => {
      const meeting = receive(message, options).then(() => workers.feed());
      meetings.add(meeting);
      meeting.catch(reject).finally(() => meetings.delete(meeting));
    },
    onError: reject,
  });
  /** All is there when no node, asked once more, has started again since. */
  const check = async () => {
    await Promise.all(meetings);
    if (!ledger.isDone) return;
    await cluster.refresh();
    for (const meeting of await readRuns(cluster)) note(meeting, options);
    if (ledger.isDone) resolve();
    else workers.feed();
  };

  control.attach((message) => workers.tell(shared(message, options.workers)));
  try {
    check().catch(reject);
    await isSent;
    return mergeSamples(await workers.finish(), options.sampleSize);
  } finally {
    control.attach(() => {});
    signal?.removeEventListener('abort', isAborted);
    await workers.close();
  }
}

async function receive(message: FromWorker, options: SendAllOptions): Promise<void> {
  const { cluster, progress, runs } = options;
  if (message.kind === 'met') {
    runs.noteReplicas(cluster);
    await cluster.refresh();
    note(message, options);
  }
  if (message.kind === 'retry') progress.retried(message.reason);
  if (message.kind === 'progress') progress.add(message.nodes);
  options.onProgress();
}

/** What a node that has started again may have lost is sent once more. */
function note(meeting: Meeting, { cluster, ledger, journal, runs }: SendAllOptions): void {
  const outcome = runs.meet(meeting);
  if (outcome === undefined) return;
  const node = cluster.topology.masters.find(({ id }) => id === meeting.nodeId);
  const isChanged = outcome === 'lost' && node !== undefined && ledger.lost(node.slots);
  journal.write({ node: meeting.nodeId, run: meeting.runId, ...(isChanged ? { lost: node.slots } : {}) });
}

function nextTask({ ledger, stretches }: SendAllOptions): Task | undefined {
  const claim = ledger.claim();
  return claim && { id: claim.id, slots: claim.slots, stretch: stretches[claim.id] as Stretch };
}

function planOf(options: SendAllOptions): WorkerPlan {
  const { cluster, control, workers, prefix, replicasWanted, windowBytes, sampleSize } = options;
  return {
    access: cluster.access,
    failoverMsMax: cluster.failoverMsMax,
    prefix,
    replicasWanted,
    windowBytes,
    sampleSize,
    bytesPerSecond: share(control.bytesPerSecond, workers),
    isPaused: control.isPaused,
  };
}

/** A limit is for all workers together: each keeps its share of it. */
function shared(message: ToWorker, workers: number): ToWorker {
  if (message.kind !== 'limit') return message;
  return { kind: 'limit', bytesPerSecond: share(message.bytesPerSecond, workers) };
}

function share(bytesPerSecond: number | undefined, workers: number): number | undefined {
  return bytesPerSecond === undefined ? undefined : bytesPerSecond / workers;
}
