import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discardExecution } from '../../src/output/discard-output.ts';
import { runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();
const JOB = new URL('../jobs/obedient.ts', import.meta.url);

test('what a failed execution left is removed, and the output of one that succeeded', async () => {
  const folder = scratch();
  const input = writeInput(folder, 'in.txt', 'a 1\nreducer-throws 1\n');
  const output = join(folder, 'out');
  await expect(runJob({ job: JOB, inputs: [input], output, runner: 'inline' })).rejects.toThrow();
  expect(discardExecution(output)).toMatchObject({ state: 'failed' });
  expect(readdirSync(folder)).toEqual(['in.txt']);

  writeInput(folder, 'in.txt', 'a 1\n');
  const { id } = await runJob({ job: JOB, inputs: [input], output, runner: 'inline' });
  expect(discardExecution(output)).toMatchObject({ id, state: 'succeeded' });
  expect(readdirSync(folder)).toEqual(['in.txt']);
});

test('an output that holds files of somebody’s stays, these too', async () => {
  const folder = scratch();
  const output = join(folder, 'out');
  await runJob({ job: JOB, inputs: [writeInput(folder, 'in.txt', 'a 1\n')], output, runner: 'inline' });
  writeFileSync(join(output, 'thesis.txt'), 'mine');
  writeFileSync(join(output, 'figures.txt'), 'mine');
  expect(() => discardExecution(output)).toThrow(
    expect.objectContaining({ code: 'OUTPUT_EXISTS', message: expect.stringMatching(/\S+ and 1 more/) }),
  );
  expect(readdirSync(output)).toEqual(expect.arrayContaining(['_SUCCESS', 'thesis.txt', 'figures.txt']));
});

test('a running execution keeps what it has', async () => {
  const folder = scratch();
  const input = writeInput(folder, 'in.txt', 'a 1\n');
  const output = join(folder, 'out');
  let refused: unknown;
  await runJob({
    job: JOB,
    inputs: [input],
    output,
    runner: 'inline',
    onProgress: ({ state }) => {
      if (state !== 'running') return;
      try {
        discardExecution(output);
      } catch (error) {
        refused = error;
      }
    },
  });
  expect(refused).toMatchObject({ code: 'EXECUTION_RUNNING' });
  expect(readdirSync(output)).toContain('_SUCCESS');
});

test('a folder that no execution wrote stays', () => {
  const folder = scratch();
  mkdirSync(join(folder, 'mine'));
  expect(() => discardExecution(join(folder, 'mine'))).toThrow(
    expect.objectContaining({ code: 'EXECUTION_MISSING' }),
  );
  expect(readdirSync(folder)).toEqual(['mine']);
});
