import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { byBytes, useExamples } from './run-example.ts';

const run = useExamples();

test('total-sort puts all lines in order over all parts, and divides them evenly', async () => {
  const random = seededRandom(3);
  const lines = Array.from({ length: 5000 }, () => random().toString(36).slice(2, 8));
  const { parts } = await run('total-sort', { lines: `${lines.join('\n')}\n` }, { partitions: 3 });
  expect(parts.flat()).toEqual(byBytes(lines));
  expect(parts).toHaveLength(3);
  for (const part of parts) expect(part.length).toBeGreaterThan(1000);
});

test('total-sort keeps a line that is there many times as often as it is', async () => {
  const { parts } = await run('total-sort', { a: 'b\na\nb\n\nB\n', b: 'b\nä\n' });
  expect(parts.flat()).toEqual(['', 'B', 'a', 'b', 'b', 'b', 'ä']);
});
