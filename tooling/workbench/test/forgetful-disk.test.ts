import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, filesOnDisk, seededRandom } from '@oremill/runtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crash, type Operation, recordFiles, restore } from '../src/forgetful-disk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oremill-forgetful-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** All that a power cut at the end may leave of the file `log`, as text; '-' when there is no such file. */
function remainsOf(operations: readonly Operation[], initial = {}): string[] {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 300; seed += 1) {
    const { log } = crash(operations, folder, seededRandom(seed), initial) as { log?: Buffer };
    seen.add(log?.toString('latin1').replaceAll('\0', '.') ?? '-');
  }
  return [...seen].sort();
}

test('bytes and names are there for sure only when they were synced', () => {
  const { files, operations } = recordFiles(filesOnDisk());
  const file = files.create(join(folder, 'log'));
  file.write(Buffer.from('ab'));
  expect(remainsOf(operations)).toEqual(['', '-', 'a', 'ab']);
  file.sync();
  expect(remainsOf(operations)).toEqual(['-', 'ab']);
  files.syncFolder(folder);
  expect(remainsOf(operations)).toEqual(['ab']);
  file.truncate(1);
  expect(remainsOf(operations)).toEqual(['a', 'ab']);
  file.close();
  files.rename(join(folder, 'log'), join(folder, 'old'));
  expect(remainsOf(operations)).toEqual(['-', 'a', 'ab']);
});

test('pages reach the disk in any order, with a hole where one is missing', () => {
  const { files, operations } = recordFiles(filesOnDisk());
  restore(folder, { log: Buffer.from('ab') });
  const file = files.append(join(folder, 'log'));
  file.write(Buffer.from('x'.repeat(63)));
  file.close();
  const [long, hole] = [`ab${'x'.repeat(63)}`, `ab${'.'.repeat(62)}x`];
  const seen = remainsOf(operations, { log: Buffer.from('ab') });
  expect(seen).toContain(hole);
  expect(seen).toContain(long);
  expect(readFileSync(join(folder, 'log'), 'latin1')).toBe(long);
});

test('a sync does not cover what was written while it ran', async () => {
  const { files, operations } = recordFiles(filesOnDisk());
  const file = files.create(join(folder, 'log'));
  files.syncFolder(folder);
  file.write(Buffer.from('a'));
  const synced = file.datasync();
  file.write(Buffer.from('b'));
  await synced;
  file.close();
  expect(remainsOf(operations)).toEqual(['a', 'ab']);
});

test('what a failed sync covered stays lost after the next one, until it is written again', async () => {
  let isBroken = true;
  const disk = filesOnDisk();
  const failing: Files = {
    ...disk,
    create(path) {
      const file = disk.create(path);
      const datasync = () => (isBroken ? Promise.reject(new Error('EIO')) : file.datasync());
      return Object.create(file, { datasync: { value: datasync } });
    },
  };
  const { files, operations } = recordFiles(failing);
  const file = files.create(join(folder, 'log'));
  files.syncFolder(folder);
  file.write(Buffer.from('a'));
  await expect(file.datasync()).rejects.toThrow('EIO');
  isBroken = false;
  await file.datasync();
  expect(remainsOf(operations)).toEqual(['', 'a']);
  file.writeAt(Buffer.from('a'), 0);
  await file.datasync();
  expect(remainsOf(operations)).toEqual(['a']);
  file.close();
});
