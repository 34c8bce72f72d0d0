import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { discardPartial } from '../src/output/discard-output.ts';
import { readExecution } from '../src/output/read-output.ts';
import { runJob } from '../src/run-job.ts';
import { useOrders } from './orders.ts';
import { writeInput } from './scratch.ts';

// What is wrong before an execution begins is told before anything is written.

const obey = useOrders();
const jobs = new URL('jobs/', import.meta.url);
test.each([
  ['a job module that is not there', { job: new URL('nothing.ts', jobs) }, 'JOB_MISSING', 'nothing.ts'],
  [
    'a job module that throws at import',
    { job: new URL('throws-at-import.ts', jobs) },
    'JOB_INVALID',
    'this module throws',
  ],
  ['a module without a job', { job: new URL('no-job.ts', jobs) }, 'JOB_INVALID', 'no-job.ts'],
  [
    'an input that is not there',
    { inputs: ['/nowhere/input.jsonl'] },
    'INPUT_MISSING',
    '/nowhere/input.jsonl',
  ],
  ['an input that cannot be read', { inputs: ['/proc/self/mem'] }, 'INPUT_UNREADABLE', '/proc/self/mem'],
  ['no input', { inputs: [] }, 'INPUT_MISSING', 'no input'],
  ['stdin twice', { inputs: ['-', '-'] }, 'INPUT_UNREADABLE', 'stdin'],
  ['no folder for the output', { output: '/nowhere/output' }, 'OUTPUT_UNWRITABLE', '/nowhere'],
  ['a stop that came first', { signal: AbortSignal.abort() }, 'STOPPED', 'obedient'],
])('%s leaves nothing behind', async (_title, change, code, words) => {
  const { folder, options } = obey('a 1', change);
  await expect(runJob(options)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
    hint: expect.stringMatching(/./),
  });
  expect(readdirSync(folder)).toEqual(['orders.txt']);
});

test('an output that exists, be it a file, is left as it is', async () => {
  const { folder, output, options } = obey('a 1');
  mkdirSync(output);
  await expect(runJob(options)).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: `${output} exists already`,
  });
  const file = writeInput(folder, 'file', 'kept');
  await expect(runJob({ ...options, output: file })).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  expect([readFileSync(file, 'utf8'), readdirSync(output), readdirSync(folder).sort()]).toEqual([
    'kept',
    [],
    ['file', 'orders.txt', 'output'],
  ]);
});

test('an output that another execution is writing is refused, with the pid', async () => {
  const { output, options } = obey('loop', { runner: 'threads', workers: 1 });
  const begun = Promise.withResolvers<void>();
  const stop = new AbortController();
  const first = runJob({ ...options, signal: stop.signal, onProgress: () => begun.resolve() });
  await begun.promise;
  await expect(runJob(options)).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: expect.stringContaining(String(process.pid)),
  });
  expect(() => discardPartial(output)).toThrow(expect.objectContaining({ code: 'OUTPUT_EXISTS' }));
  expect(readExecution(output)?.state).toBe('running');
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: 'STOPPED' });
  discardPartial(output);
  expect([existsSync(`${output}.partial`), readExecution(output)]).toEqual([false, undefined]);
});

test("a folder of somebody's own beside the output is left as it is, be it another job's output", async () => {
  const { folder, output, options } = obey('a 1');
  mkdirSync(`${output}.partial`);
  writeInput(`${output}.partial`, 'thesis.txt', 'precious');
  await expect(runJob(options)).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: `${output}.partial is in the way: it is not what an execution left`,
  });
  expect(readFileSync(`${output}.partial/thesis.txt`, 'utf8')).toBe('precious');
  const other = `${folder}/other`;
  await runJob({ ...options, output: `${other}.partial` });
  await expect(runJob({ ...options, output: other })).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  expect(readdirSync(`${other}.partial`)).toContain('_SUCCESS');
});
