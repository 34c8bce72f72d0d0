import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

test('distinct gives each line once over all files, and an empty line is a line', async () => {
  const { rows } = await run('distinct', { a: 'ore\n\nmill\nore\n', b: 'mill\nmill \n' });
  expect(rows).toEqual(['', 'mill', 'mill ', 'ore']);
});

test('distinct skips nothing: lines that are not UTF-8 are bytes too', async () => {
  const { execution, parts } = await run('distinct', { a: Buffer.from([0xff, 10, 0xfe, 10, 0xff, 10]) });
  expect(execution.progress).toMatchObject({ records: 3, skipped: 0, rows: 2 });
  expect(parts.flat()).toHaveLength(2);
});
