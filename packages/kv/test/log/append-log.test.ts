import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { manualClock } from '@oremill/runtime';
import type { Fsync } from '@oremill/types';
import { afterEach, expect, test, vi } from 'vitest';
import { AppendLog } from '../../src/log/append-log.ts';
import { beginLogFile, type LogFile, logPath } from '../../src/log/log-file.ts';
import { doOperations, type OperationTarget } from '../../src/log/operations.ts';
import { readFrames } from '../../src/log/read-frames.ts';
import { useScratch } from '../scratch.ts';
import { gateFiles } from './gated-files.ts';

const scratch = useScratch();
afterEach(() => {
  vi.useRealTimers();
});
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

async function begin(fsync: Fsync, pendingBytesMax?: number) {
  const folder = scratch();
  const gated = gateFiles();
  const clock = manualClock();
  const place: LogFile = { path: logPath(folder, 1), number: 1, start: 0, id: Buffer.alloc(16, 7) };
  const file = beginLogFile(gated.files, place);
  const log = new AppendLog({
    files: gated.files,
    clock,
    fsync,
    place,
    file,
    ...(pendingBytesMax === undefined ? {} : { pendingBytesMax }),
  });
  gated.done.length = 0;
  const set = (key: string, value = '') => log.set(bytes(key), bytes(value), {});
  return { ...gated, clock, folder, log, place, set };
}

/** The frames of a file: its operations as text. */
async function framesOf(place: LogFile): Promise<string[][]> {
  const frames: string[][] = [];
  await readFrames(place, (operations) => {
    const frame: string[] = [];
    const target: OperationTarget = {
      set: (key, value) => frame.push(`${Buffer.from(key).toString()}=${Buffer.from(value).toString()}`),
      delete: (key) => frame.push(`-${Buffer.from(key).toString()}`),
      setExpiry: (key, expiresAtMs) => frame.push(`${Buffer.from(key).toString()}@${expiresAtMs}`),
      clear: () => frame.push('clear'),
    };
    doOperations(operations, target);
    frames.push(frame);
  });
  return frames;
}

test('at always, all writes of a turn share a frame and a sync, and those that come meanwhile share the next', async () => {
  const { log, set, done, place, close, open } = await begin('always');
  close();
  set('a', '1');
  const first = log.settled();
  log.delete(bytes('b'));
  expect(log.settled()).toBe(first);
  await nextTurn();
  expect(done).toEqual(['write 32']);
  // The sync runs: whatever it covers is promised with it, whatever it does not with the next.
  expect(log.settled()).toBe(log.settled());
  set('c');
  await nextTurn();
  log.setExpiry(bytes('d'), 5);
  log.clear();
  const second = log.settled();
  let isSecond = false;
  void second?.then(() => {
    isSecond = true;
  });
  await nextTurn();
  expect(done).toEqual(['write 32']);
  open();
  await first;
  expect({ isSecond, done: done.slice(0, 2) }).toEqual({ isSecond: false, done: ['write 32', 'sync'] });
  await second;
  expect(done).toEqual(['write 32', 'sync', 'write 38', 'sync']);
  expect(log.settled()).toBeUndefined();
  await log.close();
  expect(await framesOf(place)).toEqual([['a=1', '-b'], ['c=', 'd@5', 'clear'], []]);
});

test.each<Fsync>(['everysec', 'off'])(
  'at %s, a write is in the file when it is settled, not later',
  async (fsync) => {
    const { log, set, done, place } = await begin(fsync);
    set('a');
    expect(done).toEqual([]);
    expect(log.settled()).toBeUndefined();
    expect(await framesOf(place)).toEqual([['a=']]);
    expect(log.settled()).toBeUndefined();
    set('b');
    log.delete(bytes('c'));
    expect(log.settled()).toBeUndefined();
    expect(done).toEqual(['write 28', 'write 31']);
    await log.close();
  },
);

test('at everysec, a write that nobody waits for is in the file after its turn, and on the disk within a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { log, set, done } = await begin('everysec');
  set('a');
  await nextTurn();
  set('b');
  await nextTurn();
  expect(done).toEqual(['write 28', 'write 28']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toEqual(['write 28', 'write 28', 'sync']);
  // Nothing is new, so there is nothing to do.
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toHaveLength(3);
  set('c');
  expect(log.settled()).toBeUndefined();
  await nextTurn();
  await vi.advanceTimersByTimeAsync(1000);
  expect(done.slice(3)).toEqual(['write 28', 'sync']);
  await log.close();
});

test('at off, writes are on the disk when the log is closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { log, set, done } = await begin('off');
  set('a');
  await nextTurn();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual(['write 28']);
  await log.close();
  expect(done).toEqual(['write 28', 'sync', 'write 24', 'sync']);
});

test.each<Fsync>(['everysec', 'off'])(
  'at %s, whoever waits has its writes in the file beside a running sync',
  async (fsync) => {
    const { log, set, done, close, open } = await begin(fsync);
    set('a');
    close();
    const synced = log.sync();
    set('nobody waits');
    await nextTurn();
    expect(done).toEqual(['write 28']);
    set('b');
    expect(log.settled()).toBeUndefined();
    expect(done).toEqual(['write 28', 'write 43']);
    open();
    await synced;
    await log.close();
  },
);

test('memory for what nobody waits for is bounded', async () => {
  const { log, set, done, close, open } = await begin('everysec', 4000);
  close();
  const synced = log.sync();
  set('a');
  const again = log.sync();
  await nextTurn();
  for (let index = 0; index < 4; index += 1) set('d', 'v'.repeat(900));
  expect(done).toEqual(['write 28']);
  set('d', 'v'.repeat(900));
  expect(done).toEqual(['write 28', `write ${24 + 5 * 905}`]);
  open();
  await Promise.all([synced, again]);
  await log.close();
});

test.each<Fsync>(['everysec', 'off'])(
  'at %s, what cannot be written to the file is not settled',
  async (fsync) => {
    const { log, set, fail, place } = await begin(fsync);
    set('a');
    expect(log.settled()).toBeUndefined();
    fail('write', 'ENOSPC');
    set('b');
    await expect(log.settled()).rejects.toMatchObject({ code: 'DISK_FULL' });
    await expect(log.settled()).rejects.toMatchObject({ code: 'DISK_FULL' });
    await log.close();
    expect(await framesOf(place)).toEqual([['a=']]);
  },
);

test('an operation of any size is a frame, and many small ones are several of a bounded size', async () => {
  const { log, set, place } = await begin('always');
  const long = 'v'.repeat(3_000_000);
  set('small', '1');
  set('long', long);
  for (let index = 0; index < 30_000; index += 1) set(`key ${index}`, 'value');
  await log.settled();
  await log.close();
  const frames = await framesOf(place);
  expect(frames.slice(0, 2)).toEqual([['small=1'], [`long=${long}`]]);
  expect(frames.length).toBeGreaterThan(3);
  expect(frames.slice(2).flat()).toEqual(Array.from({ length: 30_000 }, (_, index) => `key ${index}=value`));
});

test.each<['write' | 'sync', string, string]>([
  ['write', 'ENOSPC', 'DISK_FULL'],
  ['sync', 'EIO', 'LOG_UNWRITABLE'],
])(
  'after a failed %s with %s nothing is promised any more, and nothing written',
  async (kind, code, expected) => {
    const { log, set, done, place, fail } = await begin('always');
    set('a');
    await log.settled();
    fail(kind, code);
    set('b');
    const refusal = { code: expected, message: expect.stringContaining('no more writes are taken') };
    await expect(log.settled()).rejects.toMatchObject(refusal);
    const doneThen = done.length;
    await expect(log.settled()).rejects.toMatchObject(refusal);
    await expect(log.sync()).rejects.toMatchObject(refusal);
    await expect(log.rotate()).rejects.toMatchObject(refusal);
    expect(log.failure).toMatchObject(refusal);
    await log.close();
    expect(done).toHaveLength(doneThen);
    expect((await framesOf(place)).flat()).toEqual(kind === 'write' ? ['a='] : ['a=', 'b=']);
  },
);

test('the log goes on in a new file, which begins where the one before ends, and all of that is on the disk', async () => {
  const { log, set, place, folder, close, open, done } = await begin('everysec');
  set('a');
  close();
  const rotated = log.rotate();
  set('b');
  await nextTurn();
  open();
  const next = await rotated;
  expect(next).toEqual({
    ...place,
    path: logPath(folder, 2),
    number: 2,
    start: readFileSync(place.path).length,
  });
  expect(done.indexOf('sync')).toBeGreaterThan(0);
  set('c');
  await log.close();
  expect(await framesOf(place)).toEqual([['a=']]);
  expect(await framesOf(next)).toEqual([['b='], ['c='], []]);
});

test('what is written while a new file is being made safe is in that file, and not in the one that is over', async () => {
  const { log, set, place, close, open } = await begin('everysec', 4000);
  set('a');
  await log.sync();
  close();
  const rotated = log.rotate();
  await nextTurn();
  set('somebody waits');
  expect(log.settled()).toBeUndefined();
  for (let index = 0; index < 5; index += 1) set('too many', 'v'.repeat(1000));
  open();
  const next = await rotated;
  await log.close();
  expect(next.start).toBe(readFileSync(place.path).length);
  expect((await framesOf(place)).flat()).toEqual(['a=']);
  expect((await framesOf(next)).flat()).toEqual([
    'somebody waits=',
    ...Array(5).fill(`too many=${'v'.repeat(1000)}`),
  ]);
});

test.each<Fsync>(['everysec', 'off'])(
  'at %s, writes that never pause do not keep a file from being over: those behind its sync wait for the next file',
  async (fsync) => {
    const { log, set, place, close, open, done } = await begin(fsync);
    close();
    set('a');
    const rotated = log.rotate();
    await nextTurn();
    set('beside the sync');
    expect(log.settled()).toBeUndefined();
    // The gate lets one sync through: the next one has to cover what came beside it.
    open();
    close();
    await expect.poll(() => done.filter((what) => what === 'sync')).toHaveLength(1);
    set('behind it');
    const waiting = log.settled();
    expect(waiting).toBeInstanceOf(Promise);
    const written = done.length;
    await nextTurn();
    expect(done).toHaveLength(written);
    open();
    await waiting;
    const next = await rotated;
    expect((await framesOf(place)).flat()).toEqual(['a=', 'beside the sync=']);
    expect((await framesOf(next)).flat()).toEqual(['behind it=']);
    await log.close();
  },
);

test('a file that cannot be begun fails those who wait for it', async () => {
  const { log, set, close, open, fail, done } = await begin('everysec');
  close();
  set('a');
  const rotated = log.rotate();
  await nextTurn();
  set('beside the sync');
  expect(log.settled()).toBeUndefined();
  open();
  close();
  await expect.poll(() => done.filter((what) => what === 'sync')).toHaveLength(1);
  set('behind it');
  const waiting = log.settled();
  fail('write', 'ENOSPC');
  open();
  await expect(waiting).rejects.toMatchObject({ code: 'DISK_FULL' });
  await expect(rotated).rejects.toMatchObject({ code: 'DISK_FULL' });
  await log.close();
});

test('a sync of nothing is done at once, and closing twice closes once', async () => {
  const { log, set, done } = await begin('always');
  await log.sync();
  expect(done).toEqual([]);
  set('a');
  await log.sync();
  expect(done).toEqual(['write 28', 'sync']);
  await log.close();
  await log.close();
  expect(done).toEqual(['write 28', 'sync', 'write 24', 'sync']);
});
