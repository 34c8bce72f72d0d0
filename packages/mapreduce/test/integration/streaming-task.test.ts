import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const jobs = (name: string) => fileURLToPath(new URL(`../jobs/${name}`, import.meta.url));
const ENGINE = JSON.stringify(new URL('../../src/index.ts', import.meta.url).href);
const WORD_COUNT = new URL('../../examples/word-count.ts', import.meta.url);
const scratch = useScratch();

function task(cwd: string, args: readonly string[], input: string | Buffer) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, 'task', ...args], {
    cwd,
    input,
    maxBuffer: 2 ** 28,
  });
  return { stdout: stdout.toString('latin1'), stderr: stderr.toString(), status };
}

describe('mapreduce task', () => {
  test('map | sort | reduce gives the rows of the inline runner', async () => {
    const folder = scratch();
    const lines = Array.from({ length: 2000 }, (_, index) => `wÖrd${'x'.repeat(index % 13)} und`).join('\n');
    const input = writeInput(folder, 'in.txt', lines);
    const output = join(folder, 'inline');
    await runJob({ job: WORD_COUNT, inputs: [input], output, runner: 'inline' });

    const of = (phase: string) => ['--job', 'word-count', '--step', '0', '--phase', phase];
    const sort = (sortInput: string) =>
      spawnSync('sort', ['-s', '-t', '\t', '-k', '1,1'], {
        input: Buffer.from(sortInput, 'latin1'),
        env: { ...process.env, LC_ALL: 'C' },
        maxBuffer: 2 ** 28,
      }).stdout.toString('latin1');
    const mapped = sort(task(folder, of('map'), lines).stdout);
    const combined = task(folder, of('combine'), Buffer.from(mapped, 'latin1'));
    expect([combined.status, combined.stdout.length < mapped.length]).toEqual([0, true]);
    const reduced = task(folder, of('reduce'), Buffer.from(combined.stdout, 'latin1'));
    expect(reduced.stdout.split('\n').sort()).toEqual(readRows(output).split('\n').sort());
  });

  test('what a job prints is on stderr, and what it counts begins a line of its own', () => {
    const folder = scratch();
    const job = writeInput(
      folder,
      'printing.ts',
      `import { defineJob, table, text, textLines } from ${ENGINE};
export default defineJob({
  name: 'printing', summary: 'Prints', input: textLines, key: text, value: text,
  mapper(line, task) {
    console.log('logged');
    setInterval(() => {}, 1000);
    process.stdout.write('printed');
    task.status('half way');
    task.emit(line, '');
  },
  reducer() {},
  output: table('tsv-raw', [['key', 'text']]),
});`,
    );
    const { stdout, stderr, status } = task(folder, ['--job', job, '--step', '0', '--phase', 'map'], 'a\n');
    expect([stdout, status]).toEqual(['a\t\n', 0]);
    expect(stderr).toMatch(/^logged\nprinted\nreporter:status:half way\nreporter:counter:engine,records,1\n/);
  });

  test('finds the files of a job in the working folder under their names, else where the job has them', () => {
    const args = ['--job', jobs('two-steps.ts'), '--step', '0', '--phase', 'map'];
    expect(task(scratch(), args, 'a b').stdout).toBe('a\t1\nb\t1\n');
  });

  test('options come as JSON and are checked', () => {
    const args = ['--job', jobs('two-steps.ts'), '--step', '0', '--phase', 'reduce'];
    const sorted = 'a\t1\nb\t1\nb\t1\n';
    expect(task(scratch(), [...args, '--options', '{"minCount":2}'], sorted).stdout).toBe('b\t2\n');
    for (const [options, words] of [
      ['{"minCount":"x"}', /error: job two-steps: --min-count: .*\n.*\ncode: {2}OPTION_INVALID/s],
      ['{', /error: --options, or OREMILL_JOB_OPTIONS, is not JSON/],
    ] as const) {
      const { status, stderr } = task(scratch(), [...args, '--options', options], sorted);
      expect([status, stderr]).toEqual([1, expect.stringMatching(words)]);
    }
  });

  test('a failure names the record, the line of the job and the attempt, and ends with 1', () => {
    const folder = scratch();
    const { stderr, status } = spawnSync(
      process.execPath,
      [CLI, 'task', '--job', jobs('obedient.ts'), '--step', '0', '--phase', 'map', '--skip-limit', '0'],
      {
        cwd: folder,
        input: 'a 1\nemit-then-throw 3\n',
        encoding: 'utf8',
        env: {
          ...process.env,
          mapreduce_map_input_file: 'hdfs://in/a',
          mapreduce_map_input_start: '4096',
          mapreduce_task_attempt_id: 'attempt_7',
        },
      },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: more than 0 records were skipped; the last one at hdfs:\/\/in\/a:4100: RangeError: as told: 3\nhint: {2}At .*obedient\.ts:\d+:\d+.*\ncode: {2}SKIP_LIMIT\ntask: {2}attempt attempt_7$/m,
    );
  });

  test('used wrongly it ends with 2', () => {
    expect(task(scratch(), ['--job', 'word-count', '--step', '0', '--phase', 'shuffle'], '').status).toBe(2);
    expect(task(scratch(), ['--job', 'word-count', '--phase', 'map'], '').status).toBe(2);
  });

  test('waits for a slow reader instead of keeping what it has not taken', async () => {
    const folder = scratch();
    const job = writeInput(
      folder,
      'large.ts',
      `import { defineJob, outputLines, text, textLines } from ${ENGINE};
const value = 'v'.repeat(10_000);
export default defineJob({
  name: 'large', summary: 'Emits more than it holds', input: textLines, key: text, value: text,
  mapper: {
    init() {},
    map: (line, task) => task.emit(line, value),
    final: (task) => task.count('memory', 'peak KiB', process.resourceUsage().maxRSS),
  },
  reducer() {},
  output: outputLines,
});`,
    );
    const child = spawn(process.execPath, [CLI, 'task', '--job', job, '--step', '0', '--phase', 'map']);
    const stderr = readText(child.stderr);
    const exited = once(child, 'exit');
    child.stdin.end('k\n'.repeat(40_000));
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([await exited, bytes]).toEqual([[0, null], 40_000 * 10_003]);
    const [, peakKib] = /memory,peak KiB,(\d+)/.exec(await stderr) ?? [];
    expect(Number(peakKib)).toBeLessThan(300 * 1024);
  });

  test('a reader that has enough ends it without an error', async () => {
    const args = [CLI, 'task', '--job', 'word-count', '--step', '0', '--phase', 'map'];
    const child = spawn(process.execPath, args, { cwd: scratch() });
    const stderr = readText(child.stderr);
    const exited = once(child, 'exit');
    child.stdin.on('error', () => {});
    child.stdin.end('word word word\n'.repeat(200_000));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await exited).toEqual([0, null]);
    expect(await stderr).not.toContain('error');
  });
});
