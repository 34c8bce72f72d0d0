import { availableParallelism } from 'node:os';
import { createObjects, type Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { findSources } from '../load/find-sources.ts';
import type { Source } from '../load/source.ts';
import { checkSample } from './check-sample.ts';
import type { Cluster } from './cluster.ts';
import { createJournal, type Journal, readJournal, replay } from './journal.ts';
import { LoadControl } from './load-control.ts';
import { LoadLedger } from './load-ledger.ts';
import { type ClusterLoadProgress, ProgressSum } from './load-progress.ts';
import type { SentToNode } from './messages.ts';
import { NodeRuns } from './node-runs.ts';
import { removeVersion } from './remove-version.ts';
import { sendAll } from './send-all.ts';
import { planStretches } from './stretch.ts';
import {
  beginVersion,
  checkDatasetName,
  finishVersion,
  switchVersion,
  versionPrefix,
  versions,
} from './versions.ts';

export interface LoadClusterOptions {
  readonly cluster: Cluster;
  readonly dataset: string;
  /** Files, globs, `s3://`, or a job's output folder with its manifest. */
  readonly sources: readonly string[];
  /** Of sources without a manifest. */
  readonly encoding?: 'tsv-raw' | 'tsv-escaped';
  /** Compares the parts of a manifest with their sha256; each is then read by one worker from end to end. True unless told otherwise. */
  readonly isVerified?: boolean;
  readonly workers?: number;
  /** Versions that stay, the new one included; older ones are removed in the background. */
  readonly keep?: number;
  /** How many replicas of each master, of those it has, must follow before what it took counts as safe. */
  readonly replicas?: number;
  /** Unacknowledged, to each node and from each worker. */
  readonly windowBytes?: number;
  readonly stretchBytes?: number;
  /** A file that notes what is acknowledged: a load that failed goes on from there when it is called again. */
  readonly journal?: string;
  readonly control?: LoadControl;
  readonly onProgress?: (progress: ClusterLoadProgress) => void;
  readonly signal?: AbortSignal;
  readonly objects?: Objects;
}

export interface ClusterLoad {
  readonly version: number;
  readonly pairs: number;
  readonly nodes: readonly SentToNode[];
  /** Keys that were read back, by node. */
  readonly checked: ReadonlyMap<string, number>;
  readonly retries: number;
  /** Versions that are being removed; resolves to those that are gone. */
  readonly removal: Promise<readonly number[]>;
}

const KEEP = 2;
const WINDOW_BYTES = 2 ** 20;
const STRETCH_BYTES = 32 * 2 ** 20;
const SAMPLE_SIZE = 1000;

/** Loads sources as a new version of a dataset, and switches readers to it when all of it is there. */
export async function loadCluster(options: LoadClusterOptions): Promise<ClusterLoad> {
  const { cluster, dataset, keep = KEEP, replicas = 1, signal, stretchBytes = STRETCH_BYTES } = options;
  checkDatasetName(dataset);
  if (keep < 1) throw kvError('CONFIG_INVALID', `keep is ${keep}: the new version is one of those that stay`);
  const sources = await readableSources(options);
  signal?.throwIfAborted();
  await cluster.refresh();

  const journal = await openJournal(options, sources);
  const { version } = journal;
  const stretches = planStretches(sources, stretchBytes);
  const ledger = new LoadLedger(stretches.length);
  const progress = new ProgressSum();
  const tell = (phase: ClusterLoadProgress['phase']) => {
    const { pairs, nodes, retries, reason, stretchesDone } = progress;
    options.onProgress?.({
      phase,
      version,
      pairs,
      nodes,
      retries,
      reason,
      stretchesDone,
      stretches: stretches.length,
    });
  };
  const before = replay(journal, ledger);
  for (const [id, pairs] of before.pairs) progress.stretchDone(id, pairs);

  const sample = await sendAll({
    cluster,
    stretches,
    ledger,
    journal,
    progress,
    runs: new NodeRuns(before.runs, replicas > 0),
    control: options.control ?? new LoadControl(),
    workers: Math.max(1, Math.min(options.workers ?? availableParallelism(), stretches.length)),
    prefix: versionPrefix(dataset, version),
    replicasWanted: replicas,
    windowBytes: options.windowBytes ?? WINDOW_BYTES,
    sampleSize: SAMPLE_SIZE,
    signal,
    onProgress: () => tell('load'),
  });

  tell('check');
  const checked = await checkSample(cluster, versionPrefix(dataset, version), sample);
  signal?.throwIfAborted();
  tell('switch');
  const { pairs, nodes, retries } = progress;
  await finishVersion(cluster, dataset, { version, pairs, now: new Date() });
  await switchVersion(cluster, dataset, version);
  const removal = removeOld(cluster, dataset, keep, signal);
  // Who does not wait for it is not to be ended by it.
  removal.catch(() => undefined);
  return { version, pairs, nodes, checked, retries, removal };
}

async function readableSources(options: LoadClusterOptions): Promise<Source[]> {
  const { encoding, isVerified } = options;
  const sources = await findSources(options.sources, options.objects ?? createObjects(), {
    encoding,
    isVerified,
  });
  for (const { name, place, format } of sources) {
    if (place.kind === 'stdin' || format.keyColumn !== 0) {
      throw kvError('SOURCE_INVALID', `${name} cannot be loaded into a cluster`, {
        hint: 'What fails is read again, so it has to be files or objects, with the key in the first column.',
      });
    }
  }
  return sources;
}

async function openJournal(options: LoadClusterOptions, sources: readonly Source[]): Promise<Journal> {
  const { cluster, dataset, journal, stretchBytes = STRETCH_BYTES } = options;
  const start = { dataset, stretchBytes, sources };
  const begun = readJournal(journal, start);
  if (begun) return begun;
  return createJournal(journal, await beginVersion(cluster, dataset, new Date()), start);
}

async function removeOld(
  cluster: Cluster,
  dataset: string,
  keep: number,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  const ready = (await versions(cluster, dataset)).filter(({ state }) => state === 'ready');
  const old = ready.slice(keep).filter(({ isCurrent }) => !isCurrent);
  for (const { version } of old) await removeVersion({ cluster, dataset, version, signal });
  return old.map(({ version }) => version);
}
