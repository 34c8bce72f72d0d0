import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { AppError, type Fsync } from '@oremill/types';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { Store } from '../../src/store.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { startLiveServer } from './live-server.ts';

const small = { timeout: 60_000 };
let disk: string;
let noDisk: string | undefined;
beforeAll(() => {
  disk = mkdtempSync(join(tmpdir(), 'oremill-kv-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { encoding: 'utf8' });
  if (mounted.status === 0) return;
  noDisk = `no small disk can be mounted: ${mounted.stderr ?? mounted.error}`;
  process.stderr.write(`the test of a full disk is skipped: ${noDisk}\n`);
});
afterEach(() => {
  for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
});
afterAll(() => {
  if (noDisk === undefined) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

test('on a full disk writes are refused, what was acknowledged is there, and with space again it goes on', async (context) => {
  if (noDisk !== undefined) return context.skip(noDisk);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(400_000));
  const options = { folder: disk, files: diskFiles, clock: systemClock };
  const dataset = await openDataset(options);
  let acknowledged = 0;
  let failure: unknown;
  while (failure === undefined) {
    try {
      dataset.set(Buffer.from(`key ${acknowledged}`), Buffer.alloc(1000, acknowledged));
      await dataset.settled();
      acknowledged += 1;
    } catch (error) {
      failure = error;
    }
  }
  expect(acknowledged).toBeGreaterThan(300);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining(`the disk of ${disk}`),
  });
  await expect(dataset.snapshot()).rejects.toMatchObject({ code: 'DISK_FULL' });
  await dataset.close();
  // Still full: it can be read, and refuses again.
  const full = await openDataset(options);
  full.set(Buffer.from('new'), Buffer.alloc(10_000));
  await expect(full.settled()).rejects.toMatchObject({ code: 'DISK_FULL' });
  await full.close();
  rmSync(ballast);
  const again = await openDataset(options);
  for (let index = 0; index < acknowledged; index += 1) {
    expect(again.get(Buffer.from(`key ${index}`))).toEqual(Buffer.alloc(1000, index));
  }
  again.set(Buffer.from('new'), Buffer.alloc(10_000));
  await again.settled();
  await again.close();
});

test.for<Fsync>(['everysec', 'off'])(
  'at %s, a server on a full disk answers no write that is not in the log',
  small,
  async (fsync, context) => {
    if (noDisk !== undefined) return context.skip(noDisk);
    const folder = join(disk, `store-${fsync}`);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(300_000));
    const { connect, kill } = await startLiveServer(folder, fsync, false);
    const answered = new Map<string, number>();
    let refused = 0;
    while (refused === 0) {
      // A connection is over when a write of it was refused.
      const connection = await connect();
      const first = answered.size;
      const writes = Array.from({ length: 20 }, async (_, index) => {
        const n = first + index;
        const answer = await connection.command('SET', `key ${n}`, Buffer.alloc(10_000, n));
        if (answer === 'OK') answered.set(`key ${n}`, n);
        else refused += 1;
      });
      refused += (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected').length;
    }
    await kill();
    rmSync(ballast);
    const log = createLog('fatal', { write: () => true });
    const store = await Store.open({
      folder: join(folder, 'kv'),
      clock: systemClock,
      random: systemRandom,
      log,
    });
    const lost = [...answered].filter(
      ([key, n]) => !store.find('orders')?.get(Buffer.from(key))?.equals(Buffer.alloc(10_000, n)),
    );
    await store.close();
    expect(answered.size).toBeGreaterThan(20);
    expect(lost).toEqual([]);
  },
);
