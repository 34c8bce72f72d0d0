/** Brings an image into memory, in a process of its own: as a table, or as plain bytes; prints seconds and a checksum. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openImage } from '../../src/image/open-image.ts';
import { IMAGE_AT } from '../../src/table/sealed-memory.ts';
import type { OpenedFigures, OpenFileOptions } from './figures.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const { path, way } = JSON.parse(process.argv[3] ?? '') as OpenFileOptions;
const startMs = performance.now();
const bytes = await open();
const seconds = (performance.now() - startMs) / 1000;
console.log(JSON.stringify({ seconds, bytes: bytes.length, crc: checksum(bytes) } satisfies OpenedFigures));

async function open(): Promise<Uint8Array> {
  if (way === 'buffer') return readFileSync(path);
  if (way === 'shared memory') return readShared();
  const table = await openImage(path, { verify: way === 'table' });
  const { memory, description } = table.share();
  return new Uint8Array(memory.buffer, IMAGE_AT, description.fileBytes);
}

/** Into the kind of memory that a table has. */
function readShared(): Uint8Array {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  for (let at = 0; at < size; at += readSync(file, bytes, at, Math.min(CHUNK_BYTES, size - at), at));
  closeSync(file);
  return bytes;
}

/** In parts: Node's function takes no shared memory. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    sum = crc32(Uint8Array.from(bytes.subarray(at, at + CHUNK_BYTES)), sum);
  return sum;
}
