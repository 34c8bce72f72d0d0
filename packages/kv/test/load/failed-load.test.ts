import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { createObjects } from '@oremill/runtime/objects';
import { afterAll, expect, test } from 'vitest';
import { findSources } from '../../src/load/find-sources.ts';
import { LoadPool } from '../../src/load/load-pool.ts';
import { type LoadOptions, loadTable } from '../../src/load/load-table.ts';
import { openFile } from '../../src/load/open-file.ts';
import { useScratch } from '../scratch.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();
const pool = new LoadPool(2);
afterAll(() => pool.close());
const ways: readonly Partial<LoadOptions>[] = [{ workers: 0 }, { pool, inlineBytesMax: 0 }];

test('a table that is full says its limit, and the pool goes on to the next load', async () => {
  const line = `${'v'.repeat(1000)}\n`;
  const text = Array.from({ length: 20_000 }, (_, index) => `${index}\t${line}`).join('');
  const [path = ''] = writeFiles(newFolder(), text);
  const table = { maxBytes: 16 * 1024 * 1024 };
  for (const way of ways) {
    await expect(loadTable({ sources: [path], table, ...way })).rejects.toMatchObject({
      code: 'MEMORY_FULL',
      message: 'the table has reached its limit of 16 MiB',
    });
    const { report } = await loadTable({ sources: [path], ...way });
    expect(report.pairs).toBe(20_000);
  }
});

test('a long line or value that the table has no room for is the same', async () => {
  const [path = ''] = writeFiles(newFolder(), `key\t${'v'.repeat(20 * 1024 * 1024)}`);
  const full = { code: 'MEMORY_FULL' };
  for (const maxMiB of [16, 32]) {
    const table = { maxBytes: maxMiB * 1024 * 1024 };
    await expect(loadTable({ sources: [path], table, workers: 0 })).rejects.toMatchObject(full);
  }
  const { table } = await loadTable({ sources: [path], table: { maxBytes: 64 * 1024 * 1024 } });
  expect(table.memory().valueBytes).toBe(20 * 1024 * 1024);
});

test('a load that is stopped before or while it runs ends, and so does its stdin', async () => {
  for (const way of ways) {
    const [path = ''] = writeFiles(newFolder(), 'a\t1\n');
    const stopped = { code: 'LOAD_STOPPED' };
    await expect(loadTable({ sources: [path], signal: AbortSignal.abort(), ...way })).rejects.toMatchObject(
      stopped,
    );
    const stop = new AbortController();
    const stdin = new PassThrough();
    stdin.write('a\t1\n');
    const loading = loadTable({ sources: ['-'], stdin, signal: stop.signal, ...way });
    const ended = expect(loading).rejects.toMatchObject(stopped);
    // It has begun to read.
    while (stdin.readableLength > 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await ended;
    expect(stdin.destroyed).toBe(true);
  }
});

test('a worker that dies ends the load, and so does the end of the pool', async () => {
  const [path = ''] = writeFiles(newFolder(), 'a\t1\n');
  const dying = new LoadPool(2, new URL('./dying-worker.ts', import.meta.url));
  await expect(loadTable({ sources: [path], pool: dying, inlineBytesMax: 0 })).rejects.toMatchObject({
    code: 'WORKER_LOST',
    message: 'a worker of the load died: it ended with exit code 3',
  });
  await dying.close();
  const closed = new LoadPool(1);
  await closed.start();
  const loading = loadTable({ sources: ['-'], stdin: new PassThrough(), pool: closed });
  const ended = expect(loading).rejects.toMatchObject({ code: 'LOAD_STOPPED' });
  await new Promise((resolve) => setImmediate(resolve));
  await closed.close();
  await ended;
});

test('a worker whose program cannot be loaded is lost', async () => {
  const missing = new LoadPool(1, new URL('./no-such-worker.ts', import.meta.url));
  await expect(missing.start()).rejects.toMatchObject({ code: 'WORKER_LOST' });
  await missing.close();
});

test('a file that is not the one that was found is refused, also when it changes while it is read', async () => {
  const [path = ''] = writeFiles(newFolder(), 'a\t1\n');
  const changed = { code: 'SOURCE_UNREADABLE', message: `${path} was changed while it was loaded` };
  const [source] = await findSources([path], createObjects());
  if (source === undefined) throw new TypeError('it is there');
  const file = openFile(source);
  expect(file.read(Buffer.alloc(9), 0)).toBe(4);
  file.check();
  appendFileSync(path, 'b\t2\n');
  expect(file.read(Buffer.alloc(9), 4)).toBe(0);
  expect(() => file.check()).toThrow(expect.objectContaining(changed));
  writeFileSync(path, 'a');
  expect(() => file.read(Buffer.alloc(9), 2)).toThrow(expect.objectContaining(changed));
  file.close();
  expect(() => openFile(source)).toThrow(expect.objectContaining(changed));
  rmSync(path);
  expect(() => openFile(source)).toThrow(expect.objectContaining({ code: 'SOURCE_MISSING' }));
});

test('a compressed file that is cut off, damaged or followed by something else is refused', async () => {
  const text = Buffer.from(
    Array.from({ length: 20_000 }, (_, index) => `${index}\t${index ** 3}\n`).join(''),
  );
  // Without a checksum a frame of zstd may hold other bytes, and nobody can tell.
  const checksummed = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
  for (const whole of [gzipSync(text), zstdCompressSync(text, checksummed)]) {
    const flipped = Buffer.from(whole);
    const middle = Math.floor(whole.length / 2);
    flipped.writeUInt8(flipped.readUInt8(middle) ^ 0x55, middle);
    const cases = [
      whole.subarray(0, -1),
      whole.subarray(0, middle),
      flipped,
      Buffer.concat([whole, Buffer.from('a\tb\n')]),
    ];
    for (const [index, content] of cases.entries()) {
      const path = join(newFolder(), String(index));
      writeFileSync(path, content);
      // Starting workers takes its time: once is enough.
      for (const way of index === 0 ? ways : ways.slice(0, 1)) {
        const loading = loadTable({ sources: [path], ...way, badLinesMax: 1e6 });
        await expect(loading, `case ${index}`).rejects.toMatchObject({
          code: 'SOURCE_UNREADABLE',
          message: expect.stringContaining(`${path} is damaged or cut off before byte`),
        });
      }
    }
    const { report } = await loadTable({ sources: writeFiles(newFolder(), whole) });
    expect(report).toMatchObject({ pairs: 20_000, bytes: whole.length });
  }
});
