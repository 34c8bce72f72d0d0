import { expect, test } from 'vitest';
import { generateAccessLog } from '../../src/sample/access-log.ts';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { cookbookCases } from '../cases/cookbook.cases.ts';
import { byBytes, linesOf, useExamples } from './run-example.ts';

const run = useExamples();

const samples = {
  'access-log': Buffer.concat([...generateAccessLog({ bytes: 400_000, seed: 1 })]),
  bookmarks: Buffer.concat([...generateBookmarks({ bytes: 1_200_000, seed: 1 })]),
};

test.each(cookbookCases)('$example has the rows of a plain computation over a sample', async (known) => {
  const sample = samples[known.input];
  const { rows } = await run(known.example, { sample }, { options: known.options });
  expect(rows.length).toBeGreaterThan(4);
  expect(rows).toEqual(byBytes(known.plain(linesOf(sample.toString('utf8')))));
});
