import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseRequest } from '../../examples/records/access-log.ts';
import { generateAccessLog } from '../../src/sample/access-log.ts';

function sample(bytes: number, seed: number): string {
  return Buffer.concat([...generateAccessLog({ bytes, seed })]).toString('utf8');
}

test('the same seed gives the same lines, a longer log begins with the shorter one, another seed differs', () => {
  const short = sample(300_000, 1);
  expect(sample(300_000, 1)).toBe(short);
  expect(sample(900_000, 1).startsWith(short)).toBe(true);
  expect(sample(300_000, 2).startsWith(short.slice(0, 1000))).toBe(false);
  // Documents show what jobs make of it: a change of the generator shows here.
  expect(createHash('sha256').update(short).digest('hex').slice(0, 12)).toBe('f8ddcd7763b8');
});

test('it holds as many whole lines as fit, and all but one in a thousand are requests', () => {
  const log = sample(2_000_000, 3);
  expect(log.length).toBeLessThanOrEqual(2_000_000);
  expect(log.length).toBeGreaterThan(2_000_000 - 400);
  expect(log.endsWith('\n')).toBe(true);
  const lines = log.slice(0, -1).split('\n');
  const bad = lines.filter((line) => {
    try {
      return parseRequest(line) === undefined;
    } catch {
      return true;
    }
  });
  expect(bad).toHaveLength(Math.floor(lines.length / 1000));
  expect(sample(0, 1)).toBe('');
});
