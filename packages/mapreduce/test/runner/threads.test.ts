import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readExecution } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';

const OBEDIENT = new URL('../jobs/obedient.ts', import.meta.url);
const scratch = useScratch();

function obey(lines: string) {
  const folder = scratch();
  const output = join(folder, 'output');
  const inputs = [writeInput(folder, 'orders.txt', lines)];
  return { output, options: { job: OBEDIENT, inputs, output, runner: 'threads' as const, workers: 2 } };
}

test.each([
  ['process.exit', 'exit', 'exit code 3'],
  ['an error nobody catches', 'throw-later', 'nobody waits for this'],
])('a worker that dies of %s fails the execution', async (_title, orders, words) => {
  const { output, options } = obey(orders);
  await expect(runJob(options)).rejects.toMatchObject({
    code: 'WORKER_LOST',
    message: expect.stringContaining(words),
  });
  expect(readExecution(output)).toMatchObject({ state: 'failed', error: { code: 'WORKER_LOST' } });
  expect(readdirSync(`${output}.partial`).sort()).toEqual(['_execution.json', '_plan.json', '_tasks.jsonl']);
});

test('a stop ends a mapper that never returns', async () => {
  const { output, options } = obey('a 1\nloop');
  const stop = new AbortController();
  await expect(
    runJob({
      ...options,
      signal: stop.signal,
      onProgress: ({ progress }) => {
        if (progress.phase === 'map') stop.abort();
      },
    }),
  ).rejects.toMatchObject({ code: 'STOPPED' });
  expect(readExecution(output)).toMatchObject({ state: 'stopped', error: { code: 'STOPPED' } });
});

test('a stop ends the wait for a stdin that says nothing', async () => {
  const { output, options } = obey('a 1');
  const stop = new AbortController();
  const running = runJob(
    { ...options, inputs: ['-'], signal: stop.signal, onProgress: () => stop.abort() },
    { stdin: new PassThrough() },
  );
  await expect(running).rejects.toMatchObject({ code: 'STOPPED' });
  expect(readExecution(output)?.state).toBe('stopped');
});

test('an inline execution stops between records', async () => {
  const { output, options } = obey(Array.from({ length: 200_000 }, (_, index) => `k${index} v\n`).join(''));
  const stop = new AbortController();
  const onProgress = () => setImmediate(() => stop.abort());
  await expect(
    runJob({ ...options, runner: 'inline', signal: stop.signal, onProgress }),
  ).rejects.toMatchObject({
    code: 'STOPPED',
  });
  expect(readExecution(output)).toMatchObject({ state: 'stopped', progress: { rows: 0 } });
});
