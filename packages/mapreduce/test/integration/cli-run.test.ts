import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { executionSchema, jobSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const JOBS = fileURLToPath(new URL('../jobs/', import.meta.url));
const TWO_STEPS = join(JOBS, 'two-steps.ts');
const scratch = useScratch();

function mapreduce(cwd: string, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8' });
  return { stdout, stderr, status };
}

test.each(['threads', 'inline', 'streaming'])(
  'a job may lie in any folder, and is run there by %s',
  (runner) => {
    const folder = scratch();
    const example = readFileSync(new URL('../../examples/word-count.ts', import.meta.url), 'utf8');
    writeInput(folder, 'words.ts', `import { z } from 'zod';\n${example}z.object({});\n`);
    writeInput(folder, 'in.txt', 'ore mill ore\n');
    const run = mapreduce(
      folder,
      'run',
      'words.ts',
      '--input',
      'in.txt',
      '--output',
      'out',
      '--runner',
      runner,
    );
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(readRows(join(folder, 'out'))).toBe('mill\t1\nore\t2\n');
  },
);

describe('options of a job', () => {
  test('follow on the command line, and are kept with the execution', () => {
    const folder = scratch();
    writeInput(folder, 'in.txt', 'ore mill ore\n');
    const args = ['--input', 'in.txt', '--output', 'out', '--runner', 'inline', '--min-count', '2', '--json'];
    const { stdout, status } = mapreduce(folder, 'run', TWO_STEPS, ...args);
    expect(status).toBe(0);
    expect(executionSchema.parse(JSON.parse(stdout))).toMatchObject({
      options: { minCount: 2 },
      progress: { rows: 1 },
    });
    const shown = mapreduce(folder, 'show', 'out').stdout;
    expect(shown).toMatch(/^options +minCount 2$/m);
    expect(shown).toMatch(/^step 2 of 2, map-reduce$/m);
  });

  test.each([
    [
      'a typo of ours or theirs',
      ['--min-cuont', '2'],
      /Unknown option '--min-cuont'.*--min-count.*--memory/s,
    ],
    ['a value of the wrong type', ['--min-count', 'many'], /--min-count/],
    ['a file that the job has not', ['--file', 'none=x.txt'], /no file named none.*stop-words/s],
    ['a limit that is none', ['--skip-limit', '120%'], /a share of them/],
    ['a duration without a unit', ['--task-timeout', '90'], /as 90s/],
    ['a profile of processes', ['--runner', 'streaming', '--profile', 'p'], /not profiled/],
    ['too little memory', ['--memory', '50MiB'], /Raise --memory/],
  ])('%s is used wrongly: exit code 2, and nothing is made', (_title, extra, words) => {
    const folder = scratch();
    writeInput(folder, 'in.txt', 'ore\n');
    const { stdout, stderr, status } = mapreduce(
      folder,
      'run',
      TWO_STEPS,
      '--input',
      'in.txt',
      '--output',
      'out',
      ...extra,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(readdirSync(folder)).toEqual(['in.txt']);
  });

  test('stand in the help of run, and in what describe tells', () => {
    const folder = scratch();
    const help = mapreduce(folder, 'run', TWO_STEPS, '--help');
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(/--task-timeout <duration>/);
    expect(help.stdout).toMatch(/--min-count <integer> +Leave out words that are rarer \(default: 1\)/);
    expect(help.stdout).toMatch(/Files of two-steps:\n +stop-words/);

    const described = mapreduce(folder, 'describe', TWO_STEPS);
    expect(described.stdout).toMatch(/^ +2 {2}map, reduce, .*key tuple.*parts in order$/m);
    expect(described.stdout).toMatch(/^ +word +text$/m);
    const job = jobSchema.parse(JSON.parse(mapreduce(folder, 'describe', TWO_STEPS, '--json').stdout));
    expect(job).toMatchObject({ name: 'two-steps', steps: 2, files: ['stop-words'] });
  });
});

test('parts are compressed, and an output is replaced, where that is asked for', () => {
  const folder = scratch();
  writeInput(folder, 'in.txt', 'ore\n');
  const args = [
    'run',
    join(JOBS, 'map-only.ts'),
    '--input',
    'in.txt',
    '--output',
    'out',
    '--runner',
    'inline',
  ];
  expect(mapreduce(folder, ...args).status).toBe(0);
  const plain = mapreduce(folder, ...args, '--compress', 'zstd');
  expect([plain.status, plain.stderr]).toEqual([1, expect.stringContaining('exists already')]);
  expect(mapreduce(folder, ...args, '--compress', 'zstd', '--overwrite').status).toBe(0);
  const [part = ''] = readdirSync(join(folder, 'out')).filter((name) => name.startsWith('part-'));
  expect(zstdDecompressSync(readFileSync(join(folder, 'out', part))).toString()).toBe('0 at 0\n1 in all\n');
});

test('a share of skipped records that is too large fails the execution, and diagnose says why', () => {
  const folder = scratch();
  writeInput(folder, 'in.txt', 'a\nthrow\n');
  const args = ['--input', 'in.txt', '--output', 'out', '--runner', 'inline', '--skip-limit', '10%'];
  const run = mapreduce(folder, 'run', join(JOBS, 'map-only.ts'), ...args);
  expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('1 of 2 records were skipped')]);
  const { stdout, status } = mapreduce(folder, 'diagnose', 'out');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^error: Too many records were skipped$/m);
  expect(stdout).toMatch(/1 × as told \(first at .*in\.txt:2\)/);
  expect(JSON.parse(mapreduce(folder, 'diagnose', 'out', '--json').stdout).findings[0]).toMatchObject({
    level: 'error',
  });
});

/** A job in a process of its own that has done one input, and waits at the other until its gate is opened. */
function startGated(...settings: string[]) {
  const folder = scratch();
  writeInput(folder, 'a.txt', 'first\n');
  writeInput(folder, 'b.txt', 'wait\n');
  const gate = writeInput(folder, 'gate.txt', 'closed\n');
  const args = ['run', join(JOBS, 'gated.ts'), '--input', 'a.txt', 'b.txt', '--output', 'out'];
  const child = spawn(process.execPath, [CLI, ...args, '--gate', gate, ...settings], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return { folder, gate, child };
}

test('Ctrl-C leaves an execution that the command it names goes on with', async () => {
  const { folder, gate, child } = startGated('--workers', '1');
  const stderr = child.stderr.setEncoding('utf8');
  let said = '';
  stderr.on('data', (words: string) => {
    said += words;
  });
  await once(stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(said).toContain('mapreduce resume out');
  expect(mapreduce(folder, 'show', 'out').stdout).toMatch(/^gated +stopped$/m);
  expect(mapreduce(folder, 'diagnose', 'out').stdout).toContain('mapreduce resume');
  expect(mapreduce(folder, 'tasks', 'out').stdout.trim().split('\n')).toHaveLength(1);

  writeFileSync(gate, 'open\n');
  const resumed = mapreduce(folder, 'resume', 'out', '--json');
  expect([resumed.stderr.replace('waiting\n', ''), resumed.status]).toEqual(['', 0]);
  expect(executionSchema.parse(JSON.parse(resumed.stdout))).toMatchObject({
    state: 'succeeded',
    progress: { records: 2, rows: 2 },
  });
  expect(readRows(join(folder, 'out'))).toBe('first\nwait\n');
  expect(mapreduce(folder, 'resume', 'out')).toMatchObject({ status: 1 });
});

test('where the job has the only thread, Ctrl-C ends the process, and what was done is gone on with as well', async () => {
  const { folder, gate, child } = startGated('--runner', 'inline');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
  expect(mapreduce(folder, 'show', 'out').stdout).toMatch(/^gated +interrupted$/m);
  writeFileSync(gate, 'open\n');
  expect(mapreduce(folder, 'resume', 'out', '--json').status).toBe(0);
  expect(readRows(join(folder, 'out'))).toBe('first\nwait\n');
});

describe('after an execution that succeeded', () => {
  function copySome() {
    const folder = scratch();
    writeInput(folder, 'in.txt', 'a\nthrow b\nc\n');
    const run = mapreduce(
      folder,
      'run',
      join(JOBS, 'refusing.ts'),
      '--input',
      'in.txt',
      '--output',
      'out',
      '--workers',
      '1',
    );
    expect([run.stderr, run.status]).toEqual(['', 0]);
    return folder;
  }

  test('its skipped records are run again, by the job as it is now', () => {
    const folder = copySome();
    const args = ['retry-skipped', 'out', '--output', 'again', '--json'];
    const retried = JSON.parse(mapreduce(folder, ...args).stdout);
    const first = JSON.parse(mapreduce(folder, 'show', 'out', '--json').stdout);
    expect(retried).toMatchObject({ retryOf: first.id, progress: { records: 1, skipped: 1 } });
    const mended = mapreduce(
      folder,
      'retry-skipped',
      'out',
      '--output',
      'mended',
      '--job',
      join(JOBS, 'lenient.ts'),
    );
    expect(mended.stdout).toMatch(/^records in +1 /m);
    expect(readRows(join(folder, 'mended'))).toBe('throw b\n');
  });

  test('its tasks are drawn, and come as JSON', () => {
    const folder = copySome();
    expect(mapreduce(folder, 'tasks', 'out').stdout).toMatch(
      /^step 1 map 0 {2}worker 0 {2}\|[ #]{40}\| .*3 records/,
    );
    const { items } = JSON.parse(mapreduce(folder, 'tasks', 'out', '--json').stdout);
    expect(items).toEqual([expect.objectContaining({ step: 1, kind: 'map', records: 3, attempt: 1 })]);
  });

  test('its output is removed only when that is said', () => {
    const folder = copySome();
    expect(mapreduce(folder, 'discard', 'out')).toMatchObject({ status: 1, stdout: '' });
    expect(existsSync(join(folder, 'out'))).toBe(true);
    const discarded = mapreduce(folder, 'discard', 'out', '--with-output', '--json');
    expect(JSON.parse(discarded.stdout)).toMatchObject({ job: 'refusing', state: 'succeeded' });
    expect(readdirSync(folder)).toEqual(['in.txt']);
    for (const command of ['show', 'tasks', 'diagnose', 'discard', 'skipped']) {
      expect(mapreduce(folder, command, 'out')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('no execution has written to'),
      });
    }
  });
});

test.each([
  ['threads', ['worker-0-0.cpuprofile']],
  ['inline', ['inline.cpuprofile']],
])('a profile of %s names the functions of the job where they stand in its TypeScript', (runner, names) => {
  const folder = scratch();
  writeInput(folder, 'in.txt', 'ore mill ore mine '.repeat(100_000).replaceAll('mine ', 'mine\n'));
  const args = [
    '--input',
    'in.txt',
    '--output',
    'out',
    '--runner',
    runner,
    '--workers',
    '1',
    '--profile',
    'p',
  ];
  const run = mapreduce(folder, 'run', 'word-count', ...args);
  expect([run.stderr, run.status]).toEqual(['', 0]);
  expect(readdirSync(join(folder, 'p'))).toEqual(names);
  const { nodes } = JSON.parse(readFileSync(join(folder, 'p', names[0] ?? ''), 'utf8'));
  const frames = nodes.map((node: { callFrame: { functionName: string; url: string } }) => node.callFrame);
  expect(frames).toContainEqual(
    expect.objectContaining({
      functionName: 'mapper',
      url: expect.stringContaining('examples/word-count.ts'),
    }),
  );
});

describe('mapreduce test', () => {
  test('shows what each phase emits, and leaves nothing', () => {
    const folder = scratch();
    writeInput(folder, 'in.txt', 'ore mill ore\nore\nnever read\n');
    const args = ['test', 'word-count', '--input', 'in.txt', '--sample', '2'];
    const { stdout, stderr, status } = mapreduce(folder, ...args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('word-count, on the first 2 records of its input');
    expect(stdout).toContain('pairs after map: 4\n  "ore" → 1\n  "mill" → 1\n');
    expect(stdout).toContain('pairs after combine: 2\n  "mill" → 1\n  "ore" → 3\n');
    expect(stdout).toContain('rows out: 2\n  mill\t1\n  ore\t3');
    expect(readdirSync(folder)).toEqual(['in.txt']);
  });

  test('fails where a reducer does, after it has shown the phases until then', () => {
    const folder = scratch();
    writeInput(folder, 'in.txt', 'reducer-throws x\n');
    const { stdout, stderr, status } = mapreduce(
      folder,
      'test',
      join(JOBS, 'obedient.ts'),
      '--input',
      'in.txt',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('keys into reduce: 1\n  "reducer-throws" → "x"\n');
    expect(stderr).toMatch(/reducer failed at key "reducer-throws".*obedient\.ts:\d+/s);
  });
});
