import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openToken } from '../src/token.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes one at the first start, for its owner alone, and keeps it', () => {
  const first = openToken(folder);
  expect(first.isNew).toBe(true);
  expect(first.token).toMatch(/^[\w-]{43}$/);
  expect(statSync(first.file).mode & 0o777).toBe(0o600);
  expect(openToken(folder)).toEqual({ ...first, isNew: false });
});

test('an empty or damaged file is an error, never a token', () => {
  writeFileSync(join(folder, 'token'), '\n');
  expect(() => openToken(folder)).toThrow(/holds no usable token/);
});
