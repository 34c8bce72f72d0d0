import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { readExecution } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/obedient.ts', import.meta.url);
const scratch = useScratch();

async function prepare() {
  const folder = scratch();
  const output = join(folder, 'output');
  const run = (orders: string, { overwrite = true, files = diskFiles } = {}) => {
    const inputs = [writeInput(scratch(), 'orders.txt', orders)];
    return runJob({ job: JOB, inputs, output, runner: 'inline', partitions: 1, overwrite }, { files });
  };
  await run('old 1\n');
  return { folder, output, run };
}

test('an output is replaced when that was asked for, and nothing is left beside it', async () => {
  const { folder, output, run } = await prepare();
  await expect(run('new 2\n', { overwrite: false })).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    hint: expect.stringContaining('--overwrite'),
  });
  expect(readRows(output)).toBe('old\t0\t1\n');
  const execution = await run('new 2\n');
  expect(readRows(output)).toBe('new\t0\t2\n');
  expect(readExecution(output)?.id).toBe(execution.id);
  expect(readdirSync(folder)).toEqual(['output']);
});

test('an execution that fails leaves the output that it was to replace', async () => {
  const { output, run } = await prepare();
  await expect(run('reducer-throws x\n')).rejects.toMatchObject({ code: 'TASK_FAILED' });
  expect(readRows(output)).toBe('old\t0\t1\n');
});

test.each<[string, (output: string) => void]>([
  ['a folder of somebody’s', (output) => mkdirSync(output)],
  ['a file', (output) => writeFileSync(output, 'mine')],
  ['a link to an output', (output) => symlinkSync(`${output}-kept`, output)],
  [
    'an output without its mark',
    (output) => {
      renameSync(`${output}-kept`, output);
      rmSync(join(output, '_SUCCESS'));
    },
  ],
])('%s is never replaced', async (_title, place) => {
  const { folder, output, run } = await prepare();
  renameSync(output, `${output}-kept`);
  place(output);
  const before = readdirSync(folder);
  await expect(run('new 2\n')).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: `${output} is not the output of a job, and is not overwritten`,
  });
  expect(readdirSync(folder)).toEqual(before);
});

test.each(['part-time.xlsx', 'part-00001', '._notes', 'spills'])(
  'nor is an output that holds %s besides',
  async (name) => {
    const { output, run } = await prepare();
    mkdirSync(join(output, name));
    await expect(run('new 2\n')).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
      message: expect.stringContaining(`holds ${name}, which`),
    });
    expect(readdirSync(output)).toContain(name);
  },
);

test('an output that holds files of somebody’s is not replaced before these are moved out', async () => {
  const { output, run } = await prepare();
  writeFileSync(join(output, 'thesis.txt'), 'mine');
  await expect(run('new 2\n')).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: `${output} holds thesis.txt, which its job did not write, and is not removed`,
  });
  expect(readRows(output)).toBe('old\t0\t1\n');
  rmSync(join(output, 'thesis.txt'));
  writeFileSync(join(output, '.DS_Store'), '');
  await run('new 2\n');
  expect(readRows(output)).toBe('new\t0\t2\n');
});

test('what was put there while the job ran is not replaced either', async () => {
  const { folder, output, run } = await prepare();
  const files: Files = {
    ...diskFiles,
    remove(path) {
      // Spills are removed when all parts are written.
      if (path.endsWith('spills') && existsSync(output)) {
        rmSync(output, { recursive: true });
        mkdirSync(output);
        writeFileSync(join(output, 'thesis.txt'), 'mine');
      }
      diskFiles.remove(path);
    },
  };
  await expect(run('new 2\n', { files })).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  expect(readdirSync(output)).toEqual(['thesis.txt']);
  expect(readdirSync(folder).some((name) => name.endsWith('.replaced'))).toBe(false);
});

test('a second rename that fails puts the old output back', async () => {
  const { output, run } = await prepare();
  const files: Files = {
    ...diskFiles,
    rename(source, target) {
      if (source === `${output}.partial` && target === output) throw new Error('as told');
      diskFiles.rename(source, target);
    },
  };
  await expect(run('new 2\n', { files })).rejects.toThrow('as told');
  expect(readRows(output)).toBe('old\t0\t1\n');
});

test('the next execution repairs what a crash between the two renames left', async () => {
  const { folder, output, run } = await prepare();
  renameSync(output, join(folder, '.output.replaced'));
  await run('new 2\n');
  expect(readRows(output)).toBe('new\t0\t2\n');
  expect(readdirSync(folder)).toEqual(['output']);
});
