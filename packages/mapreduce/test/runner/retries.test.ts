import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/troubled.ts', import.meta.url);
const scratch = useScratch();

/** Only what hangs is to be taken for hanging, also on a busy machine. */
function limitsFor(what: string) {
  return { taskMsMax: what === 'hang' ? 1000 : 600_000 };
}

function trouble(lines: string) {
  const folder = scratch();
  const input = writeInput(folder, 'input.txt', lines);
  return {
    input,
    output: join(folder, 'output'),
    options: {
      job: JOB,
      inputs: [input],
      output: join(folder, 'output'),
      runner: 'threads' as const,
      workers: 1,
      options: { mark: join(folder, 'mark') },
    },
  };
}

test.each(['exit', 'hang', 'fill-memory'])(
  'a task whose worker meets %s once is done again on a fresh worker, and counted once',
  async (what) => {
    const { output, options } = trouble(`a b\n${what} once\nz z\n`);
    const { counters, steps } = await runJob({ ...options, memoryBytes: 2 ** 28, limits: limitsFor(what) });
    expect(readRows(output)).toBe(
      `a b\n${what} once\nz z\n`.split('\n').sort().join('\n').trimStart().concat('\n'),
    );
    expect(counters).toEqual({ troubled: { lines: 3 } });
    expect(steps[0]?.retries).toBe(1);
  },
);

test.each([
  ['exit', 'WORKER_LOST', /died, at the record at (.*): it ended with exit code 7 \(tried twice\)/],
  ['hang', 'TASK_HUNG', /has stood still for .*, at the record at (.*) \(tried twice\)/],
  ['fill-memory', 'WORKER_LOST', /ran out of memory, at the record at (.*) \(tried twice\)/],
])('what happens each time fails the execution with the record at fault: %s', async (what, code, words) => {
  const { input, options } = trouble(`a b\n${what} always\nz z\n`);
  const running = runJob({ ...options, memoryBytes: 2 ** 28, limits: limitsFor(what) });
  const error = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(words.exec((error as Error).message)?.[1]).toBe(`${input}:4`);
});
