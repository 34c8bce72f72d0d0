import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import { mayRun } from '@oremill/workbench/missing';
import { describe, expect, test } from 'vitest';
import { resumeJob } from '../../src/resume-job.ts';
import { type RunJobOptions, runJob } from '../../src/run-job.ts';
import { describeRunner } from '../cases/runner.cases.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const jobOf = (name: string) => new URL(`../streaming/jobs/${name}`, import.meta.url);
const MISBEHAVING = jobOf('misbehaving.ts');
const scratch = useScratch();

describeRunner('streaming');
describeRunner('threads');

function prepare(job: URL | string, lines: string, options: Partial<RunJobOptions> = {}) {
  const folder = scratch();
  const inputs = [writeInput(folder, 'lines.txt', lines)];
  const output = join(folder, 'output');
  const given: RunJobOptions = {
    job,
    inputs,
    output,
    runner: 'streaming',
    workers: 2,
    partitions: 2,
    ...options,
  };
  return { folder, output, run: () => runJob(given) };
}

/** The path of a job whose mapper is this program. */
function mappedBy(...argv: readonly string[]): string {
  const module = JSON.stringify(MISBEHAVING.href);
  return writeInput(
    scratch(),
    'mapped-by.ts',
    `import { mappedBy } from ${module};\nexport default mappedBy(${JSON.stringify(argv)});\n`,
  );
}

describe('any program can be a mapper, a combiner or a reducer', () => {
  const text = 'to be or\nnot to be\n\nthat is';
  const counts = 'be\t2\nis\t1\nnot\t1\nor\t1\nthat\t1\nto\t2\n';
  const has = (program: string) => spawnSync(program, ['--version']).error === undefined;
  const awk = mayRun(has('awk'), 'awk');
  const python = mayRun(has('python3'), 'python3');

  test.skipIf(awk.skip)(awk.title('awk, its counters included'), async () => {
    const { output, run } = prepare(jobOf('awk-words.ts'), text);
    const { counters, progress } = await run();
    expect([readRows(output), counters]).toEqual([counts, { awk: { lines: 4 } }]);
    expect([progress.records, progress.emitted]).toEqual([4, 8]);
  });

  test.skipIf(python.skip)(python.title('Python, by a script that the job ships with'), async () => {
    const { output, run } = prepare(jobOf('python-words.ts'), text);
    await run();
    expect(readRows(output)).toBe(counts);
  });

  test.skipIf(awk.skip)(awk.title('beside parts and steps in TypeScript'), async () => {
    const { output, run } = prepare(jobOf('half-awk-words.ts'), text);
    await run();
    expect(readRows(output)).toBe('1\tis\n1\tnot\n1\tor\n1\tthat\n2\tbe\n2\tto\n');
  });

  test('one that does not read everything, and leaves out the last newline', async () => {
    const { output, run } = prepare(
      mappedBy('sh', '-c', 'read line; printf %s "$line"'),
      'first\n'.repeat(1e5),
    );
    await run();
    expect(readRows(output)).toBe('first\n');
  });

  test('it learns what it works on from the names of Hadoop', async () => {
    const names = [
      'mapreduce_map_input_file',
      'map_input_start',
      'mapreduce_map_input_length',
      'mapreduce_task_ismap',
      'mapreduce_task_partition',
      'mapreduce_task_attempt_id',
      'mapred_job_id',
    ];
    const script = names.map((name) => `echo "${name}=$${name}"`).join('; ');
    const { folder, output, run } = prepare(mappedBy('sh', '-c', script), 'a\n');
    await run();
    expect(readRows(output).split('\n')).toEqual([
      'map_input_start=0',
      'mapred_job_id=job_output_0001',
      `mapreduce_map_input_file=${join(folder, 'lines.txt')}`,
      'mapreduce_map_input_length=2',
      'mapreduce_task_attempt_id=attempt_output_0001_m_000000_0',
      'mapreduce_task_ismap=true',
      'mapreduce_task_partition=0',
      '',
    ]);
  });

  test.each(['inline', 'threads'] as const)('the %s runner refuses it', async (runner) => {
    const { folder, run } = prepare(jobOf('awk-words.ts'), text, { runner });
    await expect(run()).rejects.toMatchObject({
      code: 'JOB_INVALID',
      message: `the mapper of step 1 of job awk-words is a program, awk, which the ${runner} runner cannot run`,
      hint: 'Run it with: mapreduce run … --runner streaming',
    });
    expect(readdirSync(folder)).toEqual(['lines.txt']);
  });
});

describe('a process that fails', () => {
  test.each([
    [
      'is killed',
      'kill',
      'WORKER_LOST',
      /^the mapper of step 1 was killed by SIGKILL: .*task-entry\.ts .* --phase map/,
    ],
    ['ends with another code', 'exit 3', 'TASK_FAILED', /^the mapper of step 1 ended with exit code 3: /],
    [
      'ends too early with 0',
      'exit 0',
      'TASK_FAILED',
      /^the mapper of step 1 ended before its task had, with/,
    ],
  ])('%s: tried again, then an error that names the command', async (_, line, code, message) => {
    const { folder, run } = prepare(MISBEHAVING, `a\n${line}\nb`);
    await expect(run()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`${message.source}.* \\(tried twice\\)$`)),
    });
    expect(readdirSync(folder).sort()).toEqual(['lines.txt', 'output.partial']);
  });

  test.each(['exit', 'hang'])(
    'once is tried again, and nothing of the first attempt stays: %s',
    async (what) => {
      const troubled = new URL('../jobs/troubled.ts', import.meta.url);
      const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
      const { folder, output, run } = prepare(troubled, `${lines.join('\n')}\n${what} once`, {
        options: { mark: join(scratch(), 'mark') },
        limits: { taskMsMax: 8000 },
      });
      const { counters, steps } = await run();
      expect(readRows(output)).toBe(
        [...lines, `${what} once`]
          .sort()
          .map((line) => `${line}\n`)
          .join(''),
      );
      expect([counters, steps[0]?.retries]).toEqual([{ troubled: { lines: 21 } }, 1]);
      expect(readdirSync(folder).sort()).toEqual(['lines.txt', 'output']);
    },
  );

  test('that is a program is told of with what it said last', async () => {
    const { run } = prepare(mappedBy('sh', '-c', 'cat > /dev/null; echo "out of ore" >&2; exit 4'), 'a\n');
    await expect(run()).rejects.toMatchObject({
      code: 'TASK_FAILED',
      message: `the mapper of step 1 ended with exit code 4: sh -c 'cat > /dev/null; echo "out of ore" >&2; exit 4'; it said last: out of ore (tried twice)`,
    });
  });

  test('in a reducer keeps the words of the other runners', async () => {
    const { run } = prepare(new URL('../jobs/obedient.ts', import.meta.url), 'a 1\nreducer-throws 1');
    await expect(run()).rejects.toMatchObject({
      code: 'TASK_FAILED',
      message: 'job obedient: reducer failed at key "reducer-throws": the reducer was told to (tried twice)',
      hint: expect.stringMatching(/obedient\.ts:\d+/),
    });
  });

  test('a program that is not there', async () => {
    const { run } = prepare(mappedBy('no-such-program'), 'a\n');
    await expect(run()).rejects.toMatchObject({
      code: 'COMMAND_MISSING',
      message: expect.stringContaining('no-such-program, the mapper of step 1, cannot be started (ENOENT)'),
    });
  });

  test('a machine without sort', async () => {
    const { run } = prepare(MISBEHAVING, 'a\n');
    const path = process.env.PATH;
    process.env.PATH = scratch();
    try {
      await expect(run()).rejects.toMatchObject({
        code: 'COMMAND_MISSING',
        message: expect.stringContaining('sort, the sort between the phases, cannot be started (ENOENT)'),
      });
    } finally {
      process.env.PATH = path;
    }
  });

  test('more skipped records than the limit', async () => {
    const { run } = prepare(jobOf('any-bytes.ts'), 'bad\n'.repeat(5), { skipLimit: 4 });
    await expect(run()).rejects.toMatchObject({
      code: 'SKIP_LIMIT',
      message: 'more than 4 records were skipped',
    });
  });
});

describe('what a mapper prints', () => {
  test('to its stdout is talk; a line that it writes past that is a pair', async () => {
    const { output, run } = prepare(MISBEHAVING, 'a\nprint\nwrite');
    await run();
    expect(readRows(output)).toBe('a\nprint\nwrite\nwritten\n');
  });
});

describe('an execution that is stopped', () => {
  test('leaves no process, not even those that a program has started', async () => {
    const folder = scratch();
    const pids = join(folder, 'pids');
    const stop = new AbortController();
    const script = `sleep 1000 & echo $$ $! > ${pids}.new; mv ${pids}.new ${pids}; echo reporter:status:sleeping >&2; wait`;
    const { run } = prepare(mappedBy('sh', '-c', script), 'a\n', {
      signal: stop.signal,
      onProgress: ({ status }) => status === 'sleeping' && stop.abort(),
    });
    await expect(run()).rejects.toMatchObject({ code: 'STOPPED' });
    const left = readFileSync(pids, 'utf8').trim().split(' ').map(Number).filter(isRunning);
    expect(left).toEqual([]);
  });

  test('leaves no process either when it is killed', async () => {
    const folder = scratch();
    const pids = join(folder, 'pids');
    const input = writeInput(folder, 'lines.txt', 'a\n');
    const job = mappedBy(
      'sh',
      '-c',
      `sleep 1000 & echo $$ $! > ${pids}; echo reporter:status:sleeping >&2; wait`,
    );
    const script = `
      const { runJob } = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)});
      await runJob({
        job: ${JSON.stringify(job)},
        inputs: [${JSON.stringify(input)}],
        output: ${JSON.stringify(join(folder, 'output'))},
        runner: 'streaming',
        onProgress: ({ status }) => status === 'sleeping' && process.kill(process.pid, 'SIGKILL'),
      });`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(signal).toBe('SIGKILL');
    const left = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
    await expect.poll(() => left.filter(isRunning), { timeout: 60_000 }).toEqual([]);
  });

  test('can be resumed', async () => {
    const stop = new AbortController();
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index % 10}`).join('\n');
    const told: Execution[] = [];
    const { output, run } = prepare(new URL('../../examples/word-count.ts', import.meta.url), lines, {
      signal: stop.signal,
      onProgress: (execution) => {
        told.push(execution);
        if (execution.progress.phase === 'reduce') stop.abort();
      },
    });
    await expect(run()).rejects.toMatchObject({ code: 'STOPPED' });
    const execution = await resumeJob({ output });
    expect([execution.state, execution.runner]).toEqual(['succeeded', 'streaming']);
    expect(readRows(output)).toBe('line\t50\n');
  });
});

function isRunning(pid: number): boolean {
  // A zombie that its parent has not looked at yet runs no more.
  const state = existsSync(`/proc/${pid}/stat`)
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
    : 'Z';
  return state !== 'Z';
}
