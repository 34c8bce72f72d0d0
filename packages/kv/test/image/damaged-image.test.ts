import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { seededRandom } from '@oremill/runtime';
import { AppError } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeImage } from '../../src/image/describe-image.ts';
import { HEADER_BYTES, TRAILER_BYTES } from '../../src/image/image-format.ts';
import { openImage, verifyImage } from '../../src/image/open-image.ts';
import { useScratch } from '../scratch.ts';
import type { Pair } from './records.ts';
import { writePairs } from './test-image.ts';

const scratch = useScratch();

const pairs: readonly Pair[] = Array.from({ length: 12 }, (_, index) => ({
  key: Buffer.from(`key ${index}`),
  value: Buffer.from(`value ${index}`.repeat(index % 4)),
  expiresAtMs: index % 5 === 0 ? 2 ** 46 : 0,
}));

/** An image whose bytes a test may change. */
async function makeImage(): Promise<{ path: string; bytes: Buffer }> {
  const { path } = await writePairs(scratch(), pairs, {
    isOrdered: true,
    codec: 'zstd',
    dictionary: { id: 7, bytes: Buffer.from('a dictionary') },
  });
  return { path, bytes: readFileSync(path) };
}

async function faultOf(path: string): Promise<{ code: string; at: number; message: string }> {
  const error = await openImage(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`opened, or ${String(error)}`);
  const at = Number(/damaged at byte (\d+)/.exec(error.message)?.[1]);
  expect(await verifyImage(path).catch((thrown: unknown) => thrown)).toEqual(error);
  return { code: error.code, at, message: error.message };
}

test('a flipped bit in any byte is found, and named by its part of the file', async () => {
  const { path, bytes } = await makeImage();
  const { checksumsAt, trailerAt } = describeImage(path);
  for (let index = 0; index < bytes.length; index += 1) {
    const bit = 1 << (index % 8);
    bytes[index] = (bytes[index] as number) ^ bit;
    writeFileSync(path, bytes);
    bytes[index] = (bytes[index] as number) ^ bit;
    const { code, at } = await faultOf(path);
    expect(code).toBe('IMAGE_CORRUPT');
    const part =
      index < 8 ? 0 : index < HEADER_BYTES ? 8 : index < checksumsAt ? 0 : Math.min(index, trailerAt);
    expect([index, at]).toEqual([
      index,
      index < checksumsAt ? part : index < trailerAt ? checksumsAt : trailerAt,
    ]);
  }
  writeFileSync(path, bytes);
  expect((await openImage(path)).count).toBe(12);
});

test('a file that is cut anywhere is refused', async () => {
  const { path, bytes } = await makeImage();
  for (let length = 0; length < bytes.length; length += 1) {
    writeFileSync(path, bytes.subarray(0, length));
    const { code, at } = await faultOf(path);
    expect(code).toBe('IMAGE_CORRUPT');
    expect(at).toBe(length < HEADER_BYTES + TRAILER_BYTES ? length : length - TRAILER_BYTES);
  }
});

test('bytes that are missing, added, or swapped in the middle are found', async () => {
  const { path, bytes } = await makeImage();
  const random = seededRandom(3);
  for (let round = 0; round < 150; round += 1) {
    const from = Math.floor(random() * bytes.length);
    const to = from + 1 + Math.floor(random() * (bytes.length - from));
    const kinds = [
      [bytes.subarray(0, from), bytes.subarray(to)],
      [bytes.subarray(0, to), bytes.subarray(from)],
      [bytes.subarray(0, from), Buffer.alloc(to - from), bytes.subarray(to)],
    ];
    const changed = Buffer.concat(kinds[round % 3] as Buffer[]);
    if (changed.equals(bytes)) continue;
    writeFileSync(path, changed);
    expect((await faultOf(path)).code).toBe('IMAGE_CORRUPT');
  }
});

test('damage in a large image is named by the MiB it is in', async () => {
  const large = Array.from({ length: 50 }, (_, index) => ({
    key: Buffer.from(String(index)),
    value: Buffer.alloc(100_000, index),
  }));
  const { path } = await writePairs(scratch(), large);
  const bytes = readFileSync(path);
  bytes[3 * 2 ** 20 + 17] = 255;
  writeFileSync(path, bytes);
  const { message } = await faultOf(path);
  expect(message).toContain(`${path} is damaged at byte 3145728: bytes 3145728 to 4194303`);
  expect((await openImage(path, { verify: false })).count).toBe(50);
});

test('what is no image at all, or of a later version, says so', async () => {
  const path = join(scratch(), 'other');
  writeFileSync(path, 'key\tvalue\n'.repeat(100));
  expect((await faultOf(path)).message).toContain('does not begin as a table image does');
  await expect(openImage(`${path}-missing`)).rejects.toMatchObject({ code: 'SOURCE_MISSING' });
  expect(() => describeImage(`${path}-missing`)).toThrow('there is no table image');
  const { path: image, bytes } = await makeImage();
  bytes.writeUInt16LE(2, 8);
  reseal(bytes);
  writeFileSync(image, bytes);
  expect((await faultOf(image)).message).toContain('version 2 of the format, and this program reads 1');
});

/** Gives a file whose fields somebody made up the checksums it should have. */
function reseal(bytes: Buffer): void {
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 60)), 60);
  const trailerAt = bytes.length - TRAILER_BYTES;
  const checksumsAt = trailerAt - 4;
  bytes.writeUInt32LE(crc32(bytes.subarray(0, checksumsAt)), checksumsAt);
  bytes.writeUInt32LE(crc32(bytes.subarray(checksumsAt, trailerAt)), trailerAt + 64);
  bytes.writeUInt32LE(crc32(bytes.subarray(trailerAt, trailerAt + 68)), trailerAt + 68);
}

test('counts that are made up are refused before anything is allocated for them', async () => {
  const { path, bytes } = await makeImage();
  const trailerAt = bytes.length - TRAILER_BYTES;
  const fields = [12, 44, trailerAt, trailerAt + 4, trailerAt + 12, trailerAt + 48, trailerAt + 52];
  for (const field of fields) {
    for (const count of [0xffff_ffff, 0x7fff_ffff, 0]) {
      const changed = Buffer.from(bytes);
      if (changed.readUInt32LE(field) === count) continue;
      changed.writeUInt32LE(count, field);
      reseal(changed);
      writeFileSync(path, changed);
      const error = await openImage(path).catch((thrown: unknown) => thrown);
      // The greatest count of a bucket is no length: too small, it hides entries, and no more.
      if (field === trailerAt + 12 && count === 0) expect(error).not.toBeInstanceOf(Error);
      else expect(error).toMatchObject({ code: 'IMAGE_CORRUPT' });
    }
  }
});

test('a head that would begin in the data and go on behind it is corrupt', async () => {
  const { path, bytes } = await makeImage();
  const { dataBytes, directoryAt, buckets } = describeImage(path);
  for (const byte of [0x80, 0xff, 0x7f, 1]) {
    bytes[directoryAt - 1] = byte;
    bytes.writeUInt32LE(dataBytes - 1, directoryAt + (buckets - 1) * 4);
    reseal(bytes);
    writeFileSync(path, bytes);
    const table = await openImage(path);
    expect(() => table.page(0, 1000)).toThrow(
      `is damaged at byte ${directoryAt - 1}: no bucket can lie there`,
    );
    expect(() => pairs.map(({ key }) => table.find(key))).toThrow('no bucket can lie there');
  }
});

test('contents that are made up lead to IMAGE_CORRUPT or to bytes of the file, never out of it', async () => {
  const { path, bytes } = await makeImage();
  const { dataAt, checksumsAt } = describeImage(path);
  const random = seededRandom(17);
  let opened = 0;
  for (let round = 0; round < 500; round += 1) {
    const changed = Buffer.from(bytes);
    for (let change = 0; change < 1 + random() * 6; change += 1) {
      const at = dataAt + Math.floor(random() * (checksumsAt - dataAt));
      changed[at] = Math.floor(random() * 256);
    }
    reseal(changed);
    writeFileSync(path, changed);
    try {
      const table = await openImage(path);
      opened += 1;
      table.findMany(pairs.map(({ key }) => key));
      table.page(0, 1000);
      table.prefix({ prefix: Buffer.from('key'), limit: 100 });
      table.copyOrdered(0, Buffer.alloc(100_000));
      for (const { key } of pairs) expect(table.find(key)?.value.length ?? 0).toBeLessThan(bytes.length);
    } catch (error) {
      expect(error).toMatchObject({ code: 'IMAGE_CORRUPT' });
    }
  }
  expect(opened).toBeGreaterThan(100);
});
