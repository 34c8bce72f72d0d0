import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useScratch, writeInput } from '../scratch.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const JOB = fileURLToPath(new URL('../jobs/refusing.ts', import.meta.url));
const scratch = useScratch();
let server: S3Server;

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

// Not synchronous: the server lives in this process.
function mapreduce(
  cwd: string,
  ...args: string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const env = { ...process.env, ...server.env, OREMILL_DATA: join(cwd, 'data') };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) });
    });
  });
}

test('an output in a bucket is looked at, explained and retried like one on a disk, and not removed', async () => {
  const folder = scratch();
  const output = 's3://mill/looked-at';
  writeInput(folder, 'in.txt', 'a\nthrow b\nc\n');
  const run = await mapreduce(
    folder,
    'run',
    JOB,
    '--input',
    'in.txt',
    '--output',
    output,
    '--runner',
    'inline',
    '--json',
  );
  expect([run.code, run.stderr]).toEqual([0, '']);

  expect((await mapreduce(folder, 'show', output)).stdout).toContain(output);
  expect((await mapreduce(folder, 'skipped', output)).stdout).toContain('in.txt:2 (7 bytes)');
  expect((await mapreduce(folder, 'tasks', output)).stdout).toMatch(/^step 1 map 0 .*3 records/);
  expect((await mapreduce(folder, 'diagnose', output)).stdout).toContain('1 records were skipped');

  const again = await mapreduce(folder, 'retry-skipped', output, '--output', 'again', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({
    retryOf: JSON.parse(run.stdout).id,
    progress: { records: 1, skipped: 1 },
  });

  for (const more of [[], ['--with-output']]) {
    expect((await mapreduce(folder, 'discard', output, ...more)).code).toBe(1);
  }
  expect((await mapreduce(folder, 'show', output)).code).toBe(0);
});
