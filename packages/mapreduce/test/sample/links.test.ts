import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateLinks } from '../../src/sample/links.ts';

function sample(bytes: number, seed: number): string {
  return Buffer.concat([...generateLinks({ bytes, seed })]).toString('utf8');
}

test('the same seed gives the same links, more begin with the fewer, another seed differs', () => {
  const short = sample(300_000, 1);
  expect(sample(300_000, 1)).toBe(short);
  expect(sample(900_000, 1).startsWith(short)).toBe(true);
  expect(sample(300_000, 2).startsWith(short.slice(0, 1000))).toBe(false);
  // Documents show what jobs make of it: a change of the generator shows here.
  expect(createHash('sha256').update(short).digest('hex').slice(0, 12)).toBe('e67f94a00844');
});

test('links are pages with a tab between, none to itself, and some pages link nowhere', () => {
  const lines = sample(200_000, 3).trimEnd().split('\n');
  const links = lines.map((line) => line.split('\t'));
  expect(links.every((link) => link.length === 2 && link[0] !== link[1])).toBe(true);
  const from = new Set(links.map(([page]) => page));
  const dangling = new Set(links.flatMap(([, page]) => (from.has(page) ? [] : [page])));
  expect(dangling.size).toBeGreaterThan(from.size / 20);
});
