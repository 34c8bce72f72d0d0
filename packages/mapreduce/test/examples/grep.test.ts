import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();
const LINES = 'red ore\nGrey Ore\nüber alles\nno metal\n';

test('grep gives the lines with the pattern in the order of the input, and counts them', async () => {
  const { parts, execution } = await run('grep', { a: LINES, b: 'ore\n' }, { options: { pattern: 'ore' } });
  expect(parts.flat()).toEqual(['red ore', 'ore']);
  expect(execution.counters).toEqual({ grep: { lines: 2 } });
});

test('grep takes upper and lower case for the same, or gives the other lines, when asked', async () => {
  const ignoring = await run('grep', { a: LINES }, { options: { pattern: 'ORE|ÜBER', ignoreCase: true } });
  expect(ignoring.parts.flat()).toEqual(['red ore', 'Grey Ore', 'über alles']);
  const inverted = await run('grep', { a: LINES }, { options: { pattern: 'ore', invert: true } });
  expect(inverted.parts.flat()).toEqual(['Grey Ore', 'über alles', 'no metal']);
});

test('grep refuses to run without a pattern, or with one that is none', async () => {
  await expect(run('grep', { a: LINES })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(run('grep', { a: LINES }, { options: { pattern: '(' } })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: 'job grep: --pattern: not a regular expression',
  });
});
