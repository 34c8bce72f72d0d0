import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { text } from '@oremill/mapreduce';
import { kvError, type PairOutput, type PairPart, type PairPartOptions } from '@oremill/types';

/** An output of pairs as small as can be: a part is one JSON value, its pairs in the order of keys. */
export const sortedPairs: PairOutput<readonly [string, string]> = {
  kind: 'published',
  encoding: 'table-image',
  columns: [],
  encodeRow: ([key, value]) => `${key} is ${value}`,
  pairs: {
    key: text,
    value: text,
    encodePair: (row) => row,
    choosePlan: () => ({ seed: randomInt(2 ** 32) }),
    partitionerOf: (plan) => (key, partitions) => partOf(key, partitions, plan),
    openPart: (options) => Promise.resolve(new PartInMemory(options)),
  },
};

export function partOf(key: Uint8Array, partitions: number, plan: unknown): number {
  const { seed } = plan as { readonly seed: number };
  return Math.floor((crc32(key, seed) * partitions) / 2 ** 32);
}

export interface SortedPart {
  readonly plan: unknown;
  readonly partition: number;
  readonly pairs: readonly (readonly [string, string])[];
}

/** The parts that are there, in order. */
export function readSortedParts(output: string): SortedPart[] {
  const names = readdirSync(output).filter((name) => /^part-\d+\.image$/.test(name));
  return names.sort().map((name) => JSON.parse(readFileSync(join(output, name), 'utf8')) as SortedPart);
}

/** All pairs: what two runs have in common, whose parts are chosen anew. */
export function readPairs(output: string): Record<string, string> {
  return Object.fromEntries(readSortedParts(output).flatMap(({ pairs }) => pairs));
}

class PartInMemory implements PairPart {
  readonly #options: PairPartOptions;
  readonly #pairs = new Map<string, string>();

  constructor(options: PairPartOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#pairs.size;
  }

  set(key: Uint8Array, value: Uint8Array): void {
    if (this.count === this.#options.memoryBytes) throw kvError('MEMORY_FULL', 'there is no room');
    this.#pairs.set(Buffer.from(key).toString(), Buffer.from(value).toString());
  }

  async write(): Promise<void> {
    const { path, files, plan, partition } = this.#options;
    const part: SortedPart = { plan, partition, pairs: [...this.#pairs].sort(byKey) };
    const file = files.create(`${path}.tmp`);
    file.write(Buffer.from(JSON.stringify(part)));
    await file.datasync();
    file.close();
    files.rename(`${path}.tmp`, path);
    await files.syncFolderLater(dirname(path));
  }

  close(): void {}
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
