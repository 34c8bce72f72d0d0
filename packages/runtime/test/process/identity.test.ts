import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, processIdentity } from '../../src/process/identity.ts';

test('this process is alive under its identity, and not under one of another time', () => {
  const identity = processIdentity() ?? '';
  expect(isAlive(identity)).toBe(true);
  expect(isAlive(`${identity}0`)).toBe(false);
  expect(isAlive('')).toBe(false);
});

test('an ended process is not', async () => {
  const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const identity = processIdentity(child.pid) ?? '';
  expect(isAlive(identity)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(identity)).toBe(false);
});
