import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesOnDisk } from '../../src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oremill-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = filesOnDisk();

test('a file is written at its end, at a place, cut, and written on after it was opened again', async () => {
  const path = join(folder, 'log');
  const created = files.create(path);
  created.write(Buffer.from('one two'));
  created.writeAt(Buffer.from('ONE'), 0);
  created.writeAt(Buffer.from(' gap'), 9);
  await created.datasync();
  expect(created.bytes).toBe(13);
  created.truncate(4);
  created.write(Buffer.from('three'));
  created.sync();
  created.close();
  const opened = files.append(path);
  expect(opened.bytes).toBe(9);
  opened.write(Buffer.from(' four'));
  opened.close();
  expect(readFileSync(path, 'latin1')).toBe('ONE three four');
});

test('folders are made, renamed, synced and removed, now or later', async () => {
  const [source, target] = [join(folder, 'a'), join(folder, 'b')];
  files.makeFolder(source);
  files.create(join(source, 'file')).close();
  files.rename(source, target);
  files.syncFolder(folder);
  await files.syncFolderLater(target);
  expect(existsSync(join(target, 'file'))).toBe(true);
  await files.removeLater(target);
  files.remove(target);
  expect(existsSync(target)).toBe(false);
});

test('an error says in the words of the engine which path it was, also when it comes later', async () => {
  const translated = filesOnDisk((path, error) => new Error(`${path}: ${(error as { code: string }).code}`));
  const missing = join(folder, 'missing');
  expect(() => translated.append(missing)).toThrow(`${missing}: ENOENT`);
  expect(() => translated.rename(missing, join(folder, 'target'))).toThrow(
    `${join(folder, 'target')}: ENOENT`,
  );
  await expect(translated.syncFolderLater(missing)).rejects.toThrow(`${missing}: ENOENT`);
  const file = translated.create(join(folder, 'closed'));
  file.close();
  expect(() => file.write(Buffer.from('x'))).toThrow(`${join(folder, 'closed')}: EBADF`);
  await expect(file.datasync()).rejects.toThrow(`${join(folder, 'closed')}: EBADF`);
});
