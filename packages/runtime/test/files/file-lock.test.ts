import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireFileLock } from '../../src/files/file-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('one holds the lock, another does not, until it is released', async () => {
  const path = join(folder, 'lock');
  const first = await acquireFileLock(path);
  expect(await acquireFileLock(path)).toBeUndefined();
  first?.release();
  const second = await acquireFileLock(path);
  expect(second).toBeDefined();
  second?.release();
});

test('a waiter gets the lock when the holder lets go', async () => {
  const path = join(folder, 'lock');
  const first = await acquireFileLock(path);
  const waiting = acquireFileLock(path, 10_000);
  first?.release();
  const second = await waiting;
  expect(second).toBeDefined();
  second?.release();
});

test('a process that is killed -9 holds its lock until then and not a moment longer', async () => {
  const path = join(folder, 'lock');
  const module = new URL('../../src/files/file-lock.ts', import.meta.url).href;
  const script = `import { acquireFileLock } from '${module}';
    globalThis.lock = await acquireFileLock(${JSON.stringify(path)});
    console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(await acquireFileLock(path)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await acquireFileLock(path);
  expect(lock).toBeDefined();
  lock?.release();
});
