import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/combining.ts', import.meta.url);
const scratch = useScratch();

function run(lines: string) {
  const folder = scratch();
  const inputs = [writeInput(folder, 'lines.txt', lines)];
  const output = join(folder, 'output');
  return { output, running: runJob({ job: JOB, inputs, output, runner: 'inline' }) };
}

test('a combiner gets the values of each key in order, and what it emits is sorted again', async () => {
  const { output, running } = run('k 3\nl 1\nk 1\nk 2\n');
  const { counters } = await running;
  expect(counters).toEqual({ combining: { groups: 2 } });
  expect(readRows(output)).toBe('k\ta123 z123\nl\ta1 z1\n');
});

test('an error in a combiner fails the execution and names the key and the line', async () => {
  const { running } = run('k 1\ncombiner-throws 2\n');
  await expect(running).rejects.toMatchObject({
    code: 'TASK_FAILED',
    message: 'job combining: combiner failed at key "combiner-throws": the combiner was told to',
    hint: expect.stringMatching(/combining\.ts:\d+/),
  });
});
