import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { explainFailure, withLogFile } from '../../../src/database/embedded/server-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oremill-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  [
    'initdb: error: could not create directory "/x": Permission denied\n',
    'DATABASE_UNUSABLE',
    'could not create directory "/x": Permission denied',
  ],
  [
    '2026 UTC [7] LOG:  starting\n2026 UTC [7] FATAL:  database files are incompatible with server\n',
    'DATABASE_UNUSABLE',
    'database files are incompatible with server',
  ],
  [
    'FATAL:  could not write to file "base/1": No space left on device\nLOG:  database system is shut down\n',
    'DISK_FULL',
    'could not write to file "base/1": No space left on device',
  ],
  [
    'FATAL:  pre-existing shared memory block (key 1) is still in use\nHINT:  x\n',
    'DATA_IN_USE',
    'pre-existing shared memory block (key 1) is still in use',
  ],
  [
    '/p/postgres: error while loading shared libraries: libz.so: cannot open\n',
    'DATABASE_UNUSABLE',
    '/p/postgres: error while loading shared libraries: libz.so: cannot open',
  ],
  ['', 'DATABASE_UNUSABLE', 'it ended without a word'],
])('finds the cause in %j', (log, code, reason) => {
  const path = join(folder, 'log');
  writeFileSync(path, log);
  expect(explainFailure('it does not start', path)).toMatchObject({
    code,
    message: `it does not start: ${reason}`,
  });
});

it('a new log keeps the one before it, private from the first byte', async () => {
  const path = join(folder, 'log');
  for (const word of ['one', 'two', 'three']) {
    await withLogFile(path, async (file) => writeSync(file, word));
  }
  expect([readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')]).toEqual(['three', 'two']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
