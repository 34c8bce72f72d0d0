import type { Cluster } from 'ioredis';

/**
 * Reads keys of a dataset that was loaded into a Redis Cluster: the pointer once, then everything from the version
 * that it names. What belongs together is read with one look at the pointer, and is never a mix of two versions.
 */
export async function readDataset(
  cluster: Cluster,
  dataset: string,
  keys: readonly string[],
): Promise<(string | null)[]> {
  const version = await cluster.get(`${dataset}:current`);
  if (version === null) throw new Error(`no version of ${dataset} has been loaded`);
  return Promise.all(keys.map((key) => cluster.get(`${dataset}:v${version}:${key}`)));
}
