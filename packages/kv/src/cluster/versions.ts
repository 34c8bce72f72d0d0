import { kvError } from '@oremill/types';
import { z } from 'zod';
import { listOf, textOf } from '../client/reply.ts';
import type { Cluster } from './cluster.ts';

/**
 * The keys of a dataset in a cluster:
 *   `tags:v12:<key>`   an entry of version 12. There is no brace in front of the key, so that keys spread over all
 *                      slots, and a tag within a key decides its slot as it does without the prefix.
 *   `tags:current`     the version that readers read: switching is one SET of it.
 *   `tags:versions`    a hash of what is known of each version, and the number of the last one.
 */
export interface ClusterVersion {
  readonly version: number;
  readonly state: 'loading' | 'ready' | 'removing';
  readonly isCurrent: boolean;
  readonly pairs: number;
  readonly startedAt: string;
  readonly readyAt?: string | undefined;
}

const storedSchema = z.object({
  state: z.enum(['loading', 'ready', 'removing']),
  pairs: z.number(),
  startedAt: z.string(),
  readyAt: z.string().optional(),
});
type Stored = z.infer<typeof storedSchema>;

const LAST = 'last';

export const versionPrefix = (dataset: string, version: number): string => `${dataset}:v${version}:`;
const currentKey = (dataset: string): string => `${dataset}:current`;
const versionsKey = (dataset: string): string => `${dataset}:versions`;

export function checkDatasetName(dataset: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(dataset)) return;
  throw kvError(
    'DATASET_INVALID',
    `${JSON.stringify(dataset.slice(0, 80))} cannot be the name of a dataset`,
    {
      hint: 'Letters, digits, ., _ and -, at most 64; a colon or a brace would end the prefix of its keys, or tie them to one slot.',
    },
  );
}

/** Takes the next number, which no other load will get. */
export async function beginVersion(cluster: Cluster, dataset: string, now: Date): Promise<number> {
  checkDatasetName(dataset);
  const version = Number(await cluster.run(versionsKey(dataset), 'HINCRBY', versionsKey(dataset), LAST, 1));
  await store(cluster, dataset, version, { state: 'loading', pairs: 0, startedAt: now.toISOString() });
  return version;
}

/** Says that all of a version is there. */
export async function finishVersion(
  cluster: Cluster,
  dataset: string,
  { version, pairs, now }: { version: number; pairs: number; now: Date },
): Promise<void> {
  const known = await readVersion(cluster, dataset, version);
  await store(cluster, dataset, version, { ...known, state: 'ready', pairs, readyAt: now.toISOString() });
}

/** Newest first. */
export async function versions(cluster: Cluster, dataset: string): Promise<ClusterVersion[]> {
  checkDatasetName(dataset);
  const current = await currentVersion(cluster, dataset);
  const fields = listOf(await cluster.run(versionsKey(dataset), 'HGETALL', versionsKey(dataset)));
  const found: ClusterVersion[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const version = Number(textOf(fields[at]));
    if (Number.isNaN(version)) continue;
    found.push({
      version,
      isCurrent: version === current,
      ...parse(dataset, version, textOf(fields[at + 1])),
    });
  }
  return found.sort((a, b) => b.version - a.version);
}

/** What readers read; undefined before the first switch. */
export async function currentVersion(cluster: Cluster, dataset: string): Promise<number | undefined> {
  const reply = await cluster.run(currentKey(dataset), 'GET', currentKey(dataset));
  return reply === null ? undefined : Number(textOf(reply));
}

/** From now on readers read this version, which has to be there in full. */
export async function switchVersion(cluster: Cluster, dataset: string, version: number): Promise<void> {
  const before = await currentVersion(cluster, dataset);
  await readReady(cluster, dataset, version);
  await cluster.run(currentKey(dataset), 'SET', currentKey(dataset), version);
  try {
    // A removal says so first, and then looks for the pointer: one of us sees the other.
    await readReady(cluster, dataset, version);
  } catch (error) {
    if (before !== undefined) await cluster.run(currentKey(dataset), 'SET', currentKey(dataset), before);
    throw error;
  }
}

/** Back to the newest version before the current one, or to the one that is named. Returns which. */
export async function rollback(cluster: Cluster, dataset: string, version?: number): Promise<number> {
  const known = await versions(cluster, dataset);
  const current = known.find(({ isCurrent }) => isCurrent)?.version ?? 0;
  const target = version ?? known.find((each) => each.state === 'ready' && each.version < current)?.version;
  if (target === undefined) {
    throw kvError('VERSION_MISSING', `dataset ${dataset} has no version before ${current}`, {
      hint: 'A load keeps as many versions as its option keep says.',
    });
  }
  await switchVersion(cluster, dataset, target);
  return target;
}

/** Marks a version as going away; refused while it is current. */
export async function retireVersion(cluster: Cluster, dataset: string, version: number): Promise<void> {
  const known = await readVersion(cluster, dataset, version);
  await store(cluster, dataset, version, { ...known, state: 'removing' });
  if ((await currentVersion(cluster, dataset)) !== version) return;
  await store(cluster, dataset, version, known);
  throw kvError('CONDITION_FAILED', `version ${version} of ${dataset} is the current one`, {
    hint: 'Switch to another version before you remove it.',
  });
}

export async function forgetVersion(cluster: Cluster, dataset: string, version: number): Promise<void> {
  await cluster.run(versionsKey(dataset), 'HDEL', versionsKey(dataset), version);
}

async function readReady(cluster: Cluster, dataset: string, version: number): Promise<void> {
  const { state } = await readVersion(cluster, dataset, version);
  if (state === 'ready') return;
  throw kvError('VERSION_MISSING', `version ${version} of ${dataset} is not there in full: it is ${state}`, {
    hint: 'Versions that can be read are ready.',
  });
}

async function readVersion(cluster: Cluster, dataset: string, version: number): Promise<Stored> {
  const reply = await cluster.run(versionsKey(dataset), 'HGET', versionsKey(dataset), version);
  if (reply === null) throw kvError('VERSION_MISSING', `dataset ${dataset} has no version ${version}`);
  return parse(dataset, version, textOf(reply));
}

async function store(cluster: Cluster, dataset: string, version: number, stored: Stored): Promise<void> {
  await cluster.run(versionsKey(dataset), 'HSET', versionsKey(dataset), version, JSON.stringify(stored));
}

function parse(dataset: string, version: number, text: string): Stored {
  const parsed = storedSchema.safeParse(safeJson(text));
  if (parsed.success) return parsed.data;
  throw kvError(
    'CLUSTER_INVALID',
    `${versionsKey(dataset)} says something else than we do of version ${version}`,
    {
      hint: 'Another program writes to this key: choose another name for the dataset.',
    },
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
