import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executionSchema, pageSchema, skippedRecordSchema } from '@oremill/types';
import { expect, test } from 'vitest';
import { useScratch, writeInput } from '../scratch.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const scratch = useScratch();

function mapreduce(cwd: string, args: readonly string[], input: Buffer | string = ''): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    input,
    maxBuffer: 2 ** 24,
  });
  expect([status, stderr.toString()]).toEqual([0, '']);
  return stdout.toString();
}

test('a sample goes through a pipe into a job, and its execution can be looked at', () => {
  const folder = scratch();
  const sample = mapreduce(folder, ['sample', 'bookmarks', '--bytes', '2MiB', '--seed', '9']);
  expect(Buffer.byteLength(sample)).toBeGreaterThan(2_000_000);

  const args = [
    'run',
    'tag-statistics',
    '--input',
    '-',
    '--output',
    'out',
    '--workers',
    '2',
    '--partitions',
    '2',
  ];
  const report = mapreduce(folder, args, sample);
  expect(report).toMatch(/^tag-statistics +succeeded$/m);
  expect(report).toMatch(/^records in +1,\d{3} \(2\.00 MiB\), \d+ skipped$/m);
  expect(report).toMatch(/^mapper\/kept_entries +1,\d{3}$/m);
  expect(report).toMatch(/^yield +9\.\d %$/m);
  expect(report).toContain(join(folder, 'out'));

  const shown = executionSchema.parse(JSON.parse(mapreduce(folder, ['show', 'out', '--json'])));
  expect(shown).toMatchObject({ state: 'succeeded', runner: 'threads', workers: 2, inputs: ['-'] });
  expect(mapreduce(folder, ['show', 'out'])).toBe(report);

  const page = pageSchema(skippedRecordSchema).parse(
    JSON.parse(mapreduce(folder, ['skipped', 'out', '--json'])),
  );
  expect(page.items.length).toBe(Math.min(50, shown.progress.skipped));
  expect(mapreduce(folder, ['skipped', 'out', '--limit', '500']).trim().split('\n')).toHaveLength(
    shown.progress.skipped,
  );
});

test('a job is a path from the working folder, or the name of an example; several inputs may follow', () => {
  const folder = scratch();
  writeInput(folder, 'a.txt', 'mill\n');
  writeInput(folder, 'b.txt', 'ore mill\n');
  writeInput(
    folder,
    'job.ts',
    `export { default } from ${JSON.stringify(new URL('../../examples/word-count.ts', import.meta.url).href)};`,
  );
  for (const job of ['word-count', 'job.ts']) {
    const args = [
      'run',
      job,
      '--input',
      'a.txt',
      'b.txt',
      '--output',
      `out-${job}`,
      '--runner',
      'inline',
      '--json',
    ];
    const execution = executionSchema.parse(JSON.parse(mapreduce(folder, args)));
    expect(execution).toMatchObject({ job: 'word-count', progress: { records: 2, rows: 2 } });
  }
});

test('help names every command and option', () => {
  const folder = scratch();
  expect(mapreduce(folder, ['--help'])).toMatch(/run.*show.*skipped.*sample/s);
  const help = mapreduce(folder, ['run', '--help']);
  for (const option of [
    '--input',
    '--output',
    '--runner',
    '--workers',
    '--partitions',
    '--skip-limit',
    '--json',
  ]) {
    expect(help).toContain(option);
  }
});

test('what a job prints stays out of the reply, and a job that ends the process is no success', () => {
  const folder = scratch();
  const job = fileURLToPath(new URL('../jobs/noisy.ts', import.meta.url));
  const run = (lines: string, ...args: string[]) =>
    spawnSync(
      process.execPath,
      [CLI, 'run', job, '--input', writeInput(folder, 'lines.txt', lines), ...args],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
  const good = run('a\n', '--output', 'good', '--json');
  expect(executionSchema.parse(JSON.parse(good.stdout)).state).toBe('succeeded');
  expect(good.stderr).toContain('written while it is imported');
  const ended = run('exit\n', '--output', 'ended', '--runner', 'inline');
  expect([ended.status, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toContain('the job ended the process, and nothing was published');
  const told = run('exit\n', '--output', 'told', '--runner', 'inline', '--json');
  expect([told.status, JSON.parse(told.stdout)]).toMatchObject([1, { error: { code: 'TASK_FAILED' } }]);
});
