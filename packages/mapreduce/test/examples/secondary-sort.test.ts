import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

function bookmark(comments: string, author: string, updated: string): string {
  return `${JSON.stringify({ author, comments, updated })}\n`;
}

test('secondary-sort lists who saved a page in the order of time, with the days in between', async () => {
  const { parts } = await run(
    'secondary-sort',
    {
      a:
        bookmark('x', 'cy', 'Thu, 10 Feb 2022 15:31:16 +0000') +
        bookmark('y', 'al', 'Wed, 31 Dec 1969 23:59:59 +0000'),
      b:
        bookmark('x', 'al', 'Tue, 08 Feb 2022 17:31:16 +0200') +
        bookmark('x', 'bo', 'Tue, 08 Feb 2022 15:31:16 +0000'),
    },
    { partitions: 1 },
  );
  expect(parts.flat()).toEqual([
    'x\t2022-02-08T15:31:16.000Z\tal\t\\N',
    'x\t2022-02-08T15:31:16.000Z\tbo\t0',
    'x\t2022-02-10T15:31:16.000Z\tcy\t2',
    'y\t1969-12-31T23:59:59.000Z\tal\t\\N',
  ]);
});

test('secondary-sort skips a bookmark without a time', async () => {
  const { rows, execution } = await run('secondary-sort', {
    a: `${bookmark('x', 'al', 'soon')}{"comments":"x"}\n`,
  });
  expect([rows, execution.progress.skipped]).toEqual([[], 2]);
});
