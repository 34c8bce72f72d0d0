import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/files/atomic.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the new content replaces the old, with the mode asked for, and nothing else stays', () => {
  const path = join(folder, 'secret');
  writeFileAtomic(path, 'old');
  writeFileAtomic(path, 'new', 0o600);
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret']);
});

test('a write that fails leaves the folder as it was', () => {
  expect(() => writeFileAtomic(join(folder, 'missing', 'file'), 'x')).toThrow(/ENOENT/);
  expect(() => writeFileAtomic(folder, 'x')).toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
