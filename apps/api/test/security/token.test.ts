import { describe, expect, test } from 'vitest';
import { Keeper } from '../../src/security/token.ts';

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
    expect(keeper.readSession(session, 2000)).toEqual({ expiresAtMs, tokenId: undefined });
    expect(keeper.readSession(session, expiresAtMs)).toBeUndefined();
  });

  test('a session of a named token says whose it is', () => {
    const { session, expiresAtMs } = keeper.openSession(1000, '01k00000000000000000');
    expect(keeper.readSession(session, 2000)).toEqual({ expiresAtMs, tokenId: '01k00000000000000000' });
  });

  test('refuses a session that was stretched, made up, or opened under another token', () => {
    const { session, expiresAtMs } = keeper.openSession(1000);
    const mac = session.split('.')[2];
    const forged = [
      `${expiresAtMs + 1}..${mac}`,
      `${expiresAtMs}.somebody.${mac}`,
      `${expiresAtMs}.${mac}`,
      `${expiresAtMs}..`,
      `${expiresAtMs}`,
      '',
      '..',
      'NaN..x',
    ];
    expect(forged.map((text) => keeper.readSession(text, 2000))).toEqual(forged.map(() => undefined));
    expect(new Keeper('other').readSession(session, 2000)).toBeUndefined();
  });
});
