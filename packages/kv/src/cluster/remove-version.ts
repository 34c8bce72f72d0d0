import { setTimeout as wait } from 'node:timers/promises';
import { kvError } from '@oremill/types';
import { addressOf } from '../client/access.ts';
import { listOf, ReplyError, textOf } from '../client/reply.ts';
import { type Cluster, isForNow } from './cluster.ts';
import { isPassing, refused } from './refusals.ts';
import type { ClusterNode, Topology } from './topology.ts';
import { forgetVersion, retireVersion, versionPrefix } from './versions.ts';

export interface RemoveOptions {
  readonly cluster: Cluster;
  readonly dataset: string;
  readonly version: number;
  /** Looked at, of each node: readers are not to feel it. */
  readonly keysPerSecondMax?: number;
  readonly signal?: AbortSignal | undefined;
}

const KEYS_PER_SECOND = 100_000;
const KEYS_AT_ONCE = 1000;
const PASSES_MAX = 10;
const PAUSE_MS = 500;

/** Removes the keys of a version from all nodes; resolves to how many. Refused while the version is current. */
export async function removeVersion(options: RemoveOptions): Promise<number> {
  const { cluster, dataset, version } = options;
  await retireVersion(cluster, dataset, version);
  let removed = 0;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = await cluster.refresh();
    const counts = await Promise.all(before.masters.map((node) => removeFrom(node, options)));
    for (const count of counts) removed += count ?? 0;
    // A key may have moved from a node that was not looked through yet to one that was.
    if (counts.every((count) => count !== undefined) && isSame(before, await cluster.refresh())) {
      await forgetVersion(cluster, dataset, version);
      return removed;
    }
    await wait(PAUSE_MS, undefined, { signal: options.signal });
  }
  throw kvError(
    'CLUSTER_UNREACHABLE',
    `keys of version ${version} of ${dataset} move between nodes all the time`,
    {
      hint: 'Remove the version again when the cluster has come to rest.',
    },
  );
}

/** Undefined when the node, or one of its keys, went away meanwhile. */
async function removeFrom(node: ClusterNode, options: RemoveOptions): Promise<number | undefined> {
  const { cluster, dataset, version, signal, keysPerSecondMax = KEYS_PER_SECOND } = options;
  // No letter of a prefix means anything in a pattern.
  const pattern = `${versionPrefix(dataset, version)}*`;
  let cursor = '0';
  let removed = 0;
  let isWhole = true;
  try {
    const connection = await cluster.connect(node);
    do {
      signal?.throwIfAborted();
      const startMs = performance.now();
      const page = await connection.command('SCAN', cursor, 'MATCH', pattern, 'COUNT', KEYS_AT_ONCE);
      if (page instanceof ReplyError) throw refused(node, 'SCAN', page);
      const [next, keys] = listOf(page);
      cursor = textOf(next);
      const unlinks = listOf(keys).map((key) => connection.command('UNLINK', key as Buffer));
      for (const reply of await Promise.all(unlinks)) {
        if (typeof reply === 'number') removed += reply;
        else if (reply instanceof ReplyError && isPassing(reply)) isWhole = false;
        else if (reply instanceof ReplyError) throw refused(node, 'UNLINK', reply);
      }
      const spareMs = (KEYS_AT_ONCE / keysPerSecondMax) * 1000 - (performance.now() - startMs);
      if (spareMs > 0) await wait(spareMs, undefined, { signal });
    } while (cursor !== '0');
  } catch (error) {
    if (!isForNow(error)) throw error;
    return undefined;
  }
  return isWhole ? removed : undefined;
}

function isSame(one: Topology, other: Topology): boolean {
  const told = ({ masters }: Topology) =>
    masters
      .map((node) => `${node.id} ${addressOf(node)} ${node.slots.join(' ')}`)
      .sort()
      .join('\n');
  return told(one) === told(other);
}
