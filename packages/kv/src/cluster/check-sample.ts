import { kvError } from '@oremill/types';
import { addressOf } from '../client/access.ts';
import { slotOf } from '../client/slot.ts';
import type { Cluster } from './cluster.ts';
import { digestOf, type SampledKey } from './key-sample.ts';
import { ownerOf } from './topology.ts';

const ASKED_AT_ONCE = 64;

/** Reads sampled keys back, each from the node that owns it now; returns how many each node had. Throws when a value is missing or another one. */
export async function checkSample(
  cluster: Cluster,
  prefix: string,
  sample: readonly SampledKey[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let start = 0; start < sample.length; start += ASKED_AT_ONCE) {
    const asked = sample.slice(start, start + ASKED_AT_ONCE);
    const places = await Promise.all(asked.map((each) => checkKey(cluster, prefix, each)));
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

async function checkKey(cluster: Cluster, prefix: string, { key, digests }: SampledKey): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(prefix), Buffer.from(key, 'latin1')]);
  const value = await cluster.run(bytes, 'GET', bytes);
  const node = ownerOf(cluster.topology, slotOf(bytes));
  const place = node ? addressOf(node) : 'no node';
  if (Buffer.isBuffer(value) && digests.includes(digestOf(value))) return place;
  throw kvError(
    'CLUSTER_INVALID',
    `${place} has ${value === null ? 'no value' : 'another value'} for a key that it acknowledged: ${JSON.stringify(bytes.toString().slice(0, 100))}`,
    {
      hint: 'Another program removes or writes keys of this version, or the node evicts: the version was not switched to.',
    },
  );
}
