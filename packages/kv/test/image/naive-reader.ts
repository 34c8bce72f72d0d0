import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import type { Pair } from './records.ts';

/** A table image read by nothing but docs/reference/table-image.md, slowly; throws where it is not as it says. */
export function readNaively(file: Buffer): { pairs: Required<Pair>[]; ordered: Buffer[] | undefined } {
  assert.equal(file.toString('latin1', 0, 8), 'OREIMAGE');
  assert.deepEqual([file.readUInt16LE(8), file.readUInt16LE(10)], [1, 2]);
  assert.equal(crc32(file.subarray(0, 60)), file.readUInt32LE(60));
  const buckets = file.readUInt32LE(12);
  const seed = file.readBigUInt64LE(16);
  const part = BigInt(file.readUInt32LE(48));
  const parts = BigInt(Math.max(1, file.readUInt32LE(52)));
  const trailer = file.subarray(-72);
  assert.equal(crc32(trailer.subarray(0, 68)), trailer.readUInt32LE(68));
  assert.equal(Number(trailer.readBigUInt64LE(48)), file.length);
  const [dataBytes, entries, isOrdered, fullest] = [0, 4, 8, 12].map((at) =>
    trailer.readUInt32LE(at),
  ) as Four;
  let at = 64 + file.readUInt32LE(44);
  const take = (bytes: number): Buffer => {
    at += bytes;
    return file.subarray(at - bytes, at);
  };
  const data = take(dataBytes);
  const directory = take(buckets * 4);
  const order = take(isOrdered * entries * 4);
  const covered = file.subarray(0, at);
  const checksums = take(Math.ceil(at / 2 ** 20) * 4);
  assert.equal(at, file.length - 72);
  assert.equal(crc32(checksums), trailer.readUInt32LE(64));
  for (let block = 0; block * 2 ** 20 < covered.length; block += 1) {
    const bytes = covered.subarray(block * 2 ** 20, (block + 1) * 2 ** 20);
    assert.equal(crc32(bytes), checksums.readUInt32LE(block * 4));
  }

  const read: Required<Pair>[][] = [];
  let bucketAt = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const headAt = directory.readUInt32LE(bucket * 4);
    const found = readBucket(data, bucketAt, headAt);
    for (const [index, { key }] of found.pairs.entries()) {
      const hash = hashOf(key, seed);
      const placed = (hash >> 32n) * parts;
      assert.equal(placed >> 32n, part);
      assert.equal(((placed & 0xffff_ffffn) * BigInt(buckets)) >> 32n, BigInt(bucket));
      assert.equal(hash & 255n, BigInt(found.tags[index] as number));
    }
    read.push(found.pairs);
    bucketAt = found.end;
  }
  assert.equal(bucketAt, dataBytes);
  const pairs = read.flat();
  assert.equal(pairs.length, entries);
  assert.equal(Math.max(...read.map(({ length }) => length)), fullest);
  const prefixes = pairs.map(({ key }) => hashOf(key, seed) >> 32n);
  assert(prefixes.every((prefix, index) => index === 0 || (prefixes[index - 1] as bigint) <= prefix));
  if (!isOrdered) return { pairs, ordered: undefined };
  const places = 2 ** Math.ceil(Math.log2(Math.max(1, fullest)));
  const ordered = Array.from({ length: entries }, (_, index) => {
    const reference = order.readUInt32LE(index * 4);
    return read[Math.floor(reference / places)]?.[reference % places]?.key as Buffer;
  });
  return { pairs, ordered };
}

type Four = [number, number, number, number];

function readBucket(data: Buffer, start: number, headAt: number) {
  let at = headAt;
  const take = (bytes: number): Buffer => {
    at += bytes;
    return data.subarray(at - bytes, at);
  };
  const length = (): number => {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = data[at++] as number;
      number += (byte % 128) * scale;
      if (byte < 128) return number;
    }
  };
  const count = length();
  const tags = take(count);
  if (count === 0) return { pairs: [], tags, end: at };
  const shape = data.readUInt16LE(at);
  at += 2;
  const keyLeast = length();
  const valueLeast = length();
  let bit = 0;
  const bits = (width: number): number => {
    let number = 0;
    for (let index = 0; index < width; index += 1, bit += 1) {
      number += (((data[at + (bit >> 3)] as number) >> (bit & 7)) & 1) * 2 ** index;
    }
    return number;
  };
  const flag = (mode: number): boolean => (mode === 2 ? bits(1) === 1 : mode === 1);
  const fields = Array.from(tags, () => ({
    keyBytes: keyLeast + bits(shape & 31),
    valueBytes: valueLeast + bits((shape >> 5) & 31),
    expires: flag((shape >> 10) & 3),
    isCompressed: flag((shape >> 12) & 3),
  }));
  const end = at + Math.ceil(bit / 8);
  at = start;
  const pairs = fields.map(({ keyBytes, valueBytes, expires, isCompressed }) => {
    const expiresAtMs = expires ? take(6).readUIntLE(0, 6) : 0;
    const key = take(keyBytes);
    return { key, value: take(valueBytes), expiresAtMs, isCompressed };
  });
  assert.equal(at, headAt);
  return { pairs, tags, end };
}

const low64 = (number: bigint): bigint => BigInt.asUintN(64, number);
const rotl = (number: bigint, by: bigint): bigint => low64((number << by) | (number >> (64n - by)));

/** What follows from the seed of a hash, to be mixed with the second words, and with the length. */
export function secretsOf(seed: bigint): readonly [bigint, bigint] {
  const second = low64((rotl(seed, 32n) + 0x9e37_79b9_7f4a_7c15n) * 0x9fb2_1c65_1e98_df25n);
  const third = low64((seed ^ 0xc4ce_b9fe_1a85_ec53n) * 0xff51_afd7_ed55_8ccdn) ^ (second >> 32n);
  return [second, third];
}

function fold(a: bigint, b: bigint): bigint {
  const product = a * b;
  return low64(((product >> 64n) ^ low64(product)) + a);
}

export function hashOf(key: Buffer, seed: bigint): bigint {
  const word = (at: number): bigint => {
    const bytes = Buffer.alloc(8);
    if (at < key.length) key.copy(bytes, 0, at, at + 8);
    return bytes.readBigUInt64LE();
  };
  const [second, third] = secretsOf(seed);
  let hash = seed ^ 0x8cb9_2ba7_2f3d_8dd7n;
  for (let at = 0; at < key.length; at += 16) hash = fold(word(at) ^ hash, word(at + 8) ^ second);
  return fold(hash ^ second, third ^ BigInt(key.length));
}
