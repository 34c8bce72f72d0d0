import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnoseOutput } from '../../src/diagnose/diagnose-output.ts';
import { runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();

test('reasons that differ only in their numbers and quotations are one', async () => {
  const folder = scratch();
  const lines = ['{"a": 1', '{"a": 12', 'hello', 'world', '{}'];
  const input = writeInput(folder, 'in.jsonl', lines.join('\n'));
  const output = join(folder, 'out');
  const job = new URL('../../examples/tag-statistics.ts', import.meta.url);
  await runJob({ job, inputs: [input], output, runner: 'inline' });
  const { findings } = await diagnoseOutput(output);
  expect(findings[0]?.title).toBe('4 records were skipped, 80.0 % of all');
  expect(findings[0]?.detail.match(/\d × /g)).toHaveLength(findings[0]?.detail.split('; ').length ?? 0);
  expect(findings[0]?.detail).toMatch(/^2 × /);
});

test('a failed execution is explained with the tasks that it had done', async () => {
  const folder = scratch();
  const input = writeInput(folder, 'in.txt', 'reducer-throws 1\n');
  const output = join(folder, 'out');
  const job = new URL('../jobs/obedient.ts', import.meta.url);
  await expect(runJob({ job, inputs: [input], output, runner: 'inline' })).rejects.toMatchObject({
    code: 'TASK_FAILED',
  });
  const [finding] = (await diagnoseOutput(output)).findings;
  expect(finding).toMatchObject({
    level: 'error',
    title: 'The job’s own code threw',
    detail: expect.stringMatching(/key "reducer-throws".*1 records were read and [1-9]\d* tasks finished/),
    hint: expect.stringContaining('obedient.ts:'),
  });
});

test('where nobody has written there is nothing to explain', async () => {
  await expect(diagnoseOutput(join(scratch(), 'none'))).rejects.toMatchObject({ code: 'EXECUTION_MISSING' });
});
