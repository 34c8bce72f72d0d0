import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load-kernel.ts';
import { Table } from '../../src/table/table.ts';
import type { TableKernel } from '../../src/table/table-kernel.ts';
import { CHUNK_GROUPS, DIRECTORY, GROUP_BYTES, GROUPS, IO, YOUNG } from '../../src/table/table-layout.ts';

const random = seededRandom(5);
const randomBytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

const kernels = new WeakMap<Table, TableKernel>();

function hashOf(table: Table, key: Uint8Array): bigint {
  const kernel = kernels.get(table) ?? loadKernel<TableKernel>('table', table.shared);
  kernels.set(table, kernel);
  table.shared.bytes.set(key, IO);
  return BigInt.asUintN(64, kernel.hashInput(key.length));
}

/** Families of keys as people have them: what differs is a counter, a suffix, a single bit. */
const families: Readonly<Record<string, (index: number) => Buffer>> = {
  'numbers in decimal': (index) => Buffer.from(String(index)),
  'numbers behind a long prefix': (index) => Buffer.from(`user:profile:settings:${index}`),
  'numbers before a long suffix': (index) =>
    Buffer.from(`${String(index).padStart(7, '0')}:user:profile:settings`),
  'numbers of four bytes': (index) => {
    const key = Buffer.alloc(4);
    key.writeUInt32LE(index);
    return key;
  },
  'one bit of a kilobyte': (index) => {
    const key = Buffer.alloc(1024);
    key[index >> 3] = 1 << (index & 7);
    return key;
  },
  'zeroes of every length': (index) => Buffer.alloc(index),
};

test.for(Object.entries(families))('%s spread evenly over groups and tags', ([, keyOf]) => {
  const table = Table.open({ seed: 1n });
  const keys = 8192;
  for (const shift of [0n, 57n - 32n, 57n]) {
    const buckets = new Uint32Array(128);
    for (let index = 0; index < keys; index++) {
      const bucket = Number((hashOf(table, keyOf(index)) >> shift) & 127n);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    const expected = keys / buckets.length;
    const chiSquare = buckets.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 127 degrees of freedom: mean 127, deviation 16. Six deviations are chance once in 10^8.
    expect(chiSquare).toBeLessThan(127 + 6 * 16);
  }
});

test('each bit of a key changes each bit of its hash half of the time', () => {
  const table = Table.open({ seed: 2n });
  for (const length of [1, 7, 8, 15, 16, 17, 40]) {
    const flips = new Uint32Array(64);
    let trials = 0;
    while (trials < 4000) {
      const key = randomBytes(length);
      const hash = hashOf(table, key);
      for (let bit = 0; bit < length * 8; bit++, trials++) {
        key[bit >> 3] = (key[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const difference = hash ^ hashOf(table, key);
        key[bit >> 3] = (key[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        for (let out = 0; out < 64; out++)
          if ((difference >> BigInt(out)) & 1n) flips[out] = (flips[out] ?? 0) + 1;
      }
    }
    for (const count of flips) expect(Math.abs(count / trials - 0.5)).toBeLessThan(0.06);
  }
});

// Where each word is multiplied once, the digits at the end of one undo those at the beginning of the next under seeds like
// these: of ten million such numbers fifty thousand then shared all 64 bits with another one.
test.for([0x2a33_7357_ae2c_c59bn, 0x7969_0975_fbde_15b0n])(
  'numbers of one form share no hash under %s',
  (seed) => {
    const table = Table.open({ seed });
    const hashes = new Set<bigint>();
    const count = 100_000;
    for (let index = 0; index < count; index++) {
      const number = (index * 7_368_787) % 10_000_000;
      hashes.add(hashOf(table, Buffer.from(`user:${String(number).padStart(17, '0')}`)) >> 12n);
    }
    expect(hashes.size).toBe(count);
  },
);

// Words that are multiplied by what everybody knows let these differences of 32 bytes through under half of all seeds; the
// others are those that a product of two words could let through.
test('no difference lets a key collide with another under more than one seed', () => {
  const flipped = (...bits: readonly (readonly [number, number])[]): Buffer => {
    const key = Buffer.alloc(48, 0x41);
    for (const [at, mask] of bits) key[at] = (key[at] ?? 0) ^ mask;
    return key;
  };
  const all = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => [from + index, 0xff] as const);
  const others = [
    flipped([7, 0x80], [23, 0x80], [20, 0x04], [27, 0x80], [24, 0x04]),
    flipped([7, 0x80], [23, 0x80]),
    flipped([7, 0x80], [15, 0x80]),
    flipped([15, 0x80], [31, 0x80]),
    flipped([0, 1], [16, 1]),
    flipped(...all(0, 16)),
    flipped(...all(0, 8)),
    flipped(...all(8, 16)),
    flipped(...all(0, 32)),
  ];
  const seeds = 200;
  let alike = 0;
  for (let index = 0; index < seeds; index++) {
    const table = Table.open({ seed: randomBytes(8).readBigUInt64LE() });
    const hashes = new Set([flipped(), ...others].map((key) => hashOf(table, key) >> 32n));
    alike += others.length + 1 - hashes.size;
  }
  // Of 9,000 pairs none shares 32 bits but by chance, which is once in 500,000 runs.
  expect(alike).toBe(0);
});

// The length alone told these apart before the first word, which could make up for it under any seed.
test('no word makes up for another length', () => {
  const table = Table.open({ seed: randomBytes(8).readBigUInt64LE() });
  const factors = [0x9e37_79b9_7f4a_7c15n, 1n];
  const hashes = new Set<bigint>();
  let keys = 0;
  for (const factor of factors) {
    for (let length = 8; length <= 16; length++, keys++) {
      const key = Buffer.alloc(length);
      key.writeBigUInt64LE(BigInt.asUintN(64, BigInt(length) * factor));
      hashes.add(hashOf(table, key));
    }
  }
  expect(hashes.size).toBe(keys);
});

test('what follows a key in memory does not change its hash', () => {
  const table = Table.open({ seed: 3n });
  for (let length = 0; length < 40; length++) {
    const key = randomBytes(length);
    table.shared.bytes.fill(0x00, IO, IO + 64);
    const hash = hashOf(table, key);
    table.shared.bytes.fill(0xff, IO, IO + 64);
    expect(hashOf(table, key)).toBe(hash);
  }
});

test('tables have hashes of their own unless they are given a seed', () => {
  const key = Buffer.from('key');
  expect(hashOf(Table.open(), key)).not.toBe(hashOf(Table.open(), key));
  expect(hashOf(Table.open({ seed: 9n }), key)).toBe(hashOf(Table.open({ seed: 9n }), key));
  expect(hashOf(Table.open({ seed: 2n ** 64n - 1n }), key)).not.toBe(hashOf(Table.open({ seed: 9n }), key));
});

// Tags that share bits with the group are nearly alike within it: all is right, and each read compares many keys.
test('a tag matches one other entry in 128', () => {
  const table = Table.open({ seed: 4n });
  const entries = 50_000;
  for (let index = 0; index < entries; index++) table.set(Buffer.from(`key ${index}`), Buffer.alloc(0));
  while (table.memory().indexBytes !== table.shared.bytes.readUInt32LE(YOUNG + GROUPS) * GROUP_BYTES)
    table.tend(100);
  const memory = table.shared.bytes;
  const groups = memory.readUInt32LE(YOUNG + GROUPS);
  const directory = memory.readUInt32LE(YOUNG + DIRECTORY);
  let full = 0;
  let matches = 0;
  for (let index = 0; index < 50_000; index++) {
    const hash = hashOf(table, Buffer.from(`missing ${index}`));
    const group = Number(((hash >> 32n) * BigInt(groups)) >> 32n);
    const chunk = memory.readUInt32LE(directory + Math.floor(group / CHUNK_GROUPS) * 4);
    const control = chunk + (group % CHUNK_GROUPS) * GROUP_BYTES;
    for (const byte of memory.subarray(control, control + 16)) {
      if (byte < 0x80) full++;
      if (byte === Number(hash & 0x7fn)) matches++;
    }
  }
  expect(full).toBeGreaterThan(400_000);
  expect(Math.abs(matches / full - 1 / 128)).toBeLessThan(0.1 / 128);
});
