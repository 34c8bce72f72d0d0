import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Keeper, openToken } from '../../src/security/token.ts';

describe('Keeper', () => {
  const keeper = new Keeper('right');

  test('knows its token from others', () => {
    expect(['right', 'Right', 'right ', ''].map((token) => keeper.isToken(token))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('reads its own sessions until they end', () => {
    const { session, expiresAtMs } = keeper.openSession(1000);
    expect(keeper.readSession(session, 2000)).toBe(expiresAtMs);
    expect(keeper.readSession(session, expiresAtMs)).toBeUndefined();
  });

  test('refuses a session that was stretched, made up, or opened under another token', () => {
    const { session, expiresAtMs } = keeper.openSession(1000);
    const mac = session.split('.')[1];
    const forged = [`${expiresAtMs + 1}.${mac}`, `${expiresAtMs}.`, `${expiresAtMs}`, '', '.', 'NaN.x'];
    expect(forged.map((text) => keeper.readSession(text, 2000))).toEqual(forged.map(() => undefined));
    expect(new Keeper('other').readSession(session, 2000)).toBeUndefined();
  });
});

describe('openToken', () => {
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
});
