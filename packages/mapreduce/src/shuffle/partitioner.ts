/** Decides which partition a key belongs to. `range`: partition `i` has the keys below `splitters[i]`, which ascend. */
export type Partitioner =
  | { readonly kind: 'hash' }
  | { readonly kind: 'range'; readonly splitters: readonly Uint8Array[] }
  | { readonly kind: 'custom'; readonly partitionOf: (key: Buffer, partitions: number) => number };

/** Splitters between `partitions` equal shares of the sample; keys that fill several shares give equal splitters. */
export function chooseSplitters(sampleKeys: readonly Uint8Array[], partitions: number): Uint8Array[] {
  const sorted = sampleKeys.toSorted((a, b) => Buffer.compare(a, b));
  return Array.from(
    { length: partitions - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / partitions)] ?? new Uint8Array(0),
  );
}
