import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../../examples/word-count.ts', import.meta.url);
const scratch = useScratch();

test('word-count counts words over files, in the order of their bytes', async () => {
  const folder = scratch();
  writeInput(folder, 'a.txt', 'The mill turns.\r\nThe ore: ore!');
  writeInput(folder, 'b.txt', 'über the mill\n');
  const output = join(folder, 'output');
  await runJob({ job: JOB, inputs: [join(folder, '*.txt')], output, runner: 'inline', partitions: 1 });
  expect(readFileSync(join(output, 'part-00000'), 'utf8')).toBe(
    'mill\t2\nore\t2\nthe\t3\nturns\t1\nüber\t1\n',
  );
});
