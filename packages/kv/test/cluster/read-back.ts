import { Cluster as Reader } from 'ioredis';
import { type JobOutputOptions, keyAt, valueAt } from './job-output.ts';

/** A client that is not ours. */
export async function openReader(seeds: readonly string[], options = {}): Promise<Reader> {
  const nodes = seeds.map((seed) => ({ host: '127.0.0.1', port: Number(new URL(seed).port) }));
  const reader = new Reader(nodes, { enableAutoPipelining: true, ...options });
  reader.on('error', () => {});
  await new Promise<void>((resolve) => reader.once('ready', () => resolve()));
  return reader;
}

/** Keys of a version that are not there, or have another value than the job gave them. */
export async function findDifferences(
  reader: Reader,
  prefix: string,
  options: JobOutputOptions,
): Promise<string[]> {
  const differences: string[] = [];
  for (let start = 0; start < options.pairs; start += READ_AT_ONCE) {
    const indexes = Array.from(
      { length: Math.min(READ_AT_ONCE, options.pairs - start) },
      (_, at) => start + at,
    );
    const values = await Promise.all(indexes.map((index) => reader.get(prefix + keyAt(index))));
    for (const [at, index] of indexes.entries())
      if (values[at] !== valueAt(index, options)) differences.push(`${keyAt(index)}: ${values[at]}`);
  }
  return differences;
}

const READ_AT_ONCE = 2000;
