import { join } from 'node:path';
import { KernelMemory } from '@oremill/json-fields';
import { type Limits, limitsSchema } from '../../src/config.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { type MergedPairs, openMerge } from '../../src/shuffle/merged-pairs.ts';
import type { Segment } from '../../src/shuffle/segment.ts';
import { type Combine, type Partitioner, ShuffleWriter } from '../../src/shuffle/shuffle-writer.ts';

export type TestPair = readonly [key: Uint8Array, value: Uint8Array];

export interface TestShuffle {
  readonly folder: string;
  readonly partitions?: number;
  readonly partitioner?: Partitioner;
  readonly sortValues?: boolean;
  readonly combine?: Combine | undefined;
  readonly limits?: Partial<Limits>;
}

const MEMORY_BYTES = 2 ** 24;

export function testLimits(limits: Partial<Limits> = {}): Limits {
  return { ...limitsSchema.parse({ mergeFanIn: 3 }), arenaBytes: 1, mergeBytes: 1, ...limits };
}

/** Lets a writer be fed, and returns its runs. */
export function writeRuns(
  options: TestShuffle & { readonly name?: string },
  feed: (writer: ShuffleWriter, memory: KernelMemory) => void,
): readonly (readonly Segment[])[] {
  const memory = new KernelMemory(MEMORY_BYTES);
  const writer = new ShuffleWriter({
    memory,
    partitions: options.partitions ?? 1,
    partitioner: options.partitioner ?? { kind: 'hash' },
    sortValues: options.sortValues ?? false,
    combine: options.combine,
    limits: testLimits(options.limits),
    files: diskFiles,
    spillPathOf: (index) => join(options.folder, `${options.name ?? 'map'}-${index}`),
  });
  feed(writer, memory);
  return writer.finish();
}

/** Opens the merge of one partition of all runs. */
export function mergeRuns(
  options: TestShuffle,
  runs: readonly (readonly Segment[])[],
  partition: number,
): MergedPairs {
  const opening = openMerge({
    segments: runs.map((segments) => segments[partition] as Segment),
    sortValues: options.sortValues ?? false,
    combine: options.combine,
    memory: new KernelMemory(MEMORY_BYTES),
    limits: testLimits(options.limits),
    files: diskFiles,
    pathOf: (index) => join(options.folder, `reduce-${partition}-${index}`),
  });
  let step = opening.next();
  while (!step.done) step = opening.next();
  return step.value;
}

/** All pairs, in order, as hexadecimal text; checks what is said of equal keys. */
export function takePairs(pairs: MergedPairs): string[] {
  const taken: string[] = [];
  let last: string | undefined;
  for (let pair = pairs.next(); pair; pair = pairs.next()) {
    const key = pair.buffer.toString('hex', pair.keyStart, pair.keyEnd);
    if (pair.isSameKey !== (key === last)) throw new Error(`isSameKey is wrong at ${key}`);
    taken.push(`${key}=${pair.buffer.toString('hex', pair.keyEnd, pair.valueEnd)}`);
    last = key;
  }
  pairs.close();
  return taken;
}

export function takeRows(pairs: MergedPairs, keyOnly: boolean, pairsMax: number): Buffer {
  const rows: Buffer[] = [];
  while (pairs.copyRows(pairsMax, keyOnly, (bytes) => rows.push(Buffer.from(bytes))));
  pairs.close();
  return Buffer.concat(rows);
}

export function show([key, value]: TestPair): string {
  return `${Buffer.from(key).toString('hex')}=${Buffer.from(value).toString('hex')}`;
}

/** What a shuffle must do: sort by key bytes, then value bytes if asked, and keep the order of equals. */
export function sortPairs(all: readonly TestPair[], sortValues: boolean): TestPair[] {
  return all.toSorted((a, b) => Buffer.compare(a[0], b[0]) || (sortValues ? Buffer.compare(a[1], b[1]) : 0));
}
