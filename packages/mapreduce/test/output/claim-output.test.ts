import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '@oremill/runtime';
import type { Execution } from '@oremill/types';
import { expect, test } from 'vitest';
import { discardPartial } from '../../src/output/discard-output.ts';
import { readExecution } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/obedient.ts', import.meta.url);
/** A boot, a pid and a start that no process has. */
const DEAD = '00000000-0000-0000-0000-000000000000:1:1';
const scratch = useScratch();

async function prepare() {
  const folder = scratch();
  const inputs = [writeInput(folder, 'orders.txt', 'a 1\n')];
  const output = join(folder, 'output');
  const run = () => runJob({ job: JOB, inputs, output, runner: 'inline' });
  const model = join(folder, 'model');
  const execution = await runJob({ job: JOB, inputs, output: model, runner: 'inline' });
  /** Leaves a partial folder as if an execution of this owner were, or had been, at work in it. */
  const leave = (owner: string, change: Partial<Execution>) => {
    mkdirSync(`${output}.partial`);
    writeFileSync(join(`${output}.partial`, 'part-00000'), 'half a ro');
    writeFileSync(
      join(`${output}.partial`, '_execution.json'),
      JSON.stringify({ ...execution, output, ...change, owner }),
    );
  };
  return { folder, output, run, leave };
}

test.each(['running', 'succeeded'] as const)(
  'a dead execution that was %s is shown as interrupted and makes way',
  async (state) => {
    const { folder, output, run, leave } = await prepare();
    leave(DEAD, { state });
    expect(readExecution(output)).toMatchObject({ state: 'interrupted', output });
    expect(readExecution(output)?.manifest).toBeUndefined();
    await run();
    expect(readRows(output)).toBe('a\t0\t1\n');
    expect(readdirSync(folder).sort()).toEqual(['model', 'orders.txt', 'output']);
  },
);

test.each(['failed', 'stopped'] as const)(
  'one that %s makes way although its process lives on',
  async (state) => {
    const { output, run, leave } = await prepare();
    leave(processIdentity() ?? '', { state });
    expect(readExecution(output)?.state).toBe(state);
    await run();
    expect(readExecution(output)?.state).toBe('succeeded');
  },
);

test.each(['running', 'succeeded'] as const)(
  'one that is %s in a live process is running, and stays',
  async (state) => {
    const { output, run, leave } = await prepare();
    leave(processIdentity() ?? '', { state });
    expect(readExecution(output)?.state).toBe('running');
    await expect(run()).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(() => discardPartial(output)).toThrow(expect.objectContaining({ code: 'OUTPUT_EXISTS' }));
    expect(existsSync(join(`${output}.partial`, 'part-00000'))).toBe(true);
  },
);

test.each(['', '{"version":1', undefined])(
  'a folder whose state a power cut tore makes way: %j',
  async (state) => {
    const { output, run } = await prepare();
    mkdirSync(`${output}.partial`);
    if (state !== undefined) writeFileSync(join(`${output}.partial`, '_execution.json'), state);
    writeFileSync(join(`${output}.partial`, 'part-00000'), 'half a ro');
    expect(readExecution(output)).toBeUndefined();
    await run();
    expect(readRows(output)).toBe('a\t0\t1\n');
  },
);

test('discarding removes what is dead, and where nothing is does nothing', async () => {
  const { folder, output, leave } = await prepare();
  leave(DEAD, {});
  discardPartial(output);
  discardPartial(output);
  expect(readdirSync(folder).sort()).toEqual(['model', 'orders.txt']);
});

test('hidden leftovers of a kill during the claim are swept by the next execution, fresh ones and what is not ours are not', async () => {
  const { folder, run } = await prepare();
  const old = join(folder, '.output.partial-01j8z6mzq0abcdefghjk');
  const fresh = join(folder, '.output.partial-01j8z6mzq0abcdefghjm');
  const other = join(folder, '.output2.partial-01j8z6mzq0abcdefghjk');
  const own = join(folder, '.output.partial-notes');
  for (const path of [old, fresh, other, own]) mkdirSync(path);
  const hourAgo = Date.now() / 1000 - 3600;
  for (const path of [old, other, own]) utimesSync(path, hourAgo, hourAgo);
  await run();
  expect([old, fresh, other, own].map((path) => existsSync(path))).toEqual([false, true, true, true]);
});
