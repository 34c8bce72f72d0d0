import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { bundleJob } from '../../src/streaming/bundle-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const jobOf = (name: string) => new URL(`../jobs/${name}`, import.meta.url);
const TAG_STATISTICS = new URL('../../examples/tag-statistics.ts', import.meta.url);
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const scratch = useScratch();

/** Runs a bundle in its folder with nothing in its environment. */
function run(folder: string, args: readonly string[], input: string | Buffer) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { PATH: '' },
    input,
    maxBuffer: 2 ** 28,
  });
  return { stdout: stdout.toString('latin1'), stderr: stderr.toString(), status };
}

function sortLines(lines: string): string {
  const { stdout } = spawnSync('sort', ['-s', '-t', '\t', '-k', '1,1'], {
    input: Buffer.from(lines, 'latin1'),
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 2 ** 28,
  });
  return stdout.toString('latin1');
}

describe('a bundle, in a folder with nothing else, with nothing in its environment but node', () => {
  test('is not written over anything but an earlier bundle', async () => {
    const place = scratch();
    const path = join(place, 'job.mjs');
    writeFileSync(path, 'mine');
    await expect(bundleJob(jobOf('obedient.ts'), path)).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
      message: `${path} exists already, and no earlier bundle wrote it`,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    rmSync(path);
    await bundleJob(jobOf('obedient.ts'), path);
    await bundleJob(jobOf('obedient.ts'), path);
    await expect(bundleJob(jobOf('obedient.ts'), join(place, 'none', 'job.mjs'))).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      hint: `Make it: mkdir -p ${join(place, 'none')}`,
    });
  });

  test('gives the rows of the inline runner, kernels included', async () => {
    const folder = scratch();
    const bookmarks = Buffer.concat([...generateBookmarks({ bytes: 300_000, seed: 4 })]);
    const input = writeInput(folder, 'bookmarks.jsonl', bookmarks);
    const output = join(folder, 'inline');
    await runJob({ job: TAG_STATISTICS, inputs: [input], output, runner: 'inline' });

    const place = join(folder, 'place');
    mkdirSync(place);
    await bundleJob(TAG_STATISTICS, join(place, 'job.mjs'));
    expect(readdirSync(place).sort()).toEqual(['job.mjs', 'job.mjs.json']);
    const mapped = run(place, ['job.mjs', '--step', '0', '--phase', 'map'], bookmarks);
    expect([mapped.status, mapped.stderr]).toEqual([0, expect.stringMatching(/engine,tasks,1\n$/)]);
    const sorted = Buffer.from(sortLines(mapped.stdout), 'latin1');
    const reduced = run(place, ['job.mjs', '--step', '0', '--phase', 'reduce'], sorted);
    expect(reduced.stdout.split('\n').sort()).toEqual(readRows(output).split('\n').sort());
  });

  test('is described beside it, and has the files of the job with it, found beside it or where it runs', async () => {
    const folder = scratch();
    const job = writeInput(folder, 'greeting.ts', GREETING);
    mkdirSync(join(folder, 'data'));
    writeInput(join(folder, 'data'), 'words.txt', 'hello');
    const place = scratch();
    await bundleJob(job, join(place, 'greeting.mjs'));
    expect(JSON.parse(readFileSync(join(place, 'greeting.mjs.json'), 'utf8'))).toEqual({
      version: 1,
      job: 'greeting',
      summary: 'Greets',
      bundle: 'greeting.mjs',
      node: '>=22',
      files: ['words'],
      steps: [
        {
          phases: ['map', 'combine', 'reduce'].map((phase) => ({
            phase,
            argv: ['node', 'greeting.mjs', '--step', '0', '--phase', phase],
          })),
          sortValues: true,
        },
      ],
    });
    const map = ['--step', '0', '--phase', 'map'];
    expect(run(place, ['greeting.mjs', ...map], 'ann\n').stdout).toBe('hello\tann\n');
    // As Hadoop does it: the working folder has what was shipped, under its names, and the bundle lies elsewhere.
    const elsewhere = scratch();
    renameSync(join(place, 'words'), join(elsewhere, 'words'));
    expect(run(elsewhere, [join(place, 'greeting.mjs'), ...map], 'bob\n').stdout).toBe('hello\tbob\n');
    const { stderr, status } = run(place, ['greeting.mjs', ...map], 'bob\n');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: file words of job greeting is not there/),
    ]);
  });

  test('names lines of the TypeScript that was written', async () => {
    const place = scratch();
    await bundleJob(jobOf('obedient.ts'), join(place, 'job.mjs'));
    const source = readFileSync(jobOf('obedient.ts'), 'utf8').split('\n');
    const lineOf = (part: string) => source.findIndex((line) => line.includes(part)) + 1;
    const reduce = ['job.mjs', '--step', '0', '--phase', 'reduce'];
    const failed = run(place, reduce, 'reducer-throws\t\n');
    expect([failed.status, failed.stderr]).toEqual([
      1,
      expect.stringContaining(`(job:obedient.ts:${lineOf('the reducer was told to')}:`),
    ]);
    const skipped = run(place, ['job.mjs', '--step', '0', '--phase', 'map'], 'emit-then-throw x\n');
    expect(skipped.stderr).toContain(`(job:obedient.ts:${lineOf('as told: ')}:`);
  });

  test('reads whole files that stdin names', async () => {
    const place = scratch();
    await bundleJob(jobOf('file-sizes.ts'), join(place, 'job.mjs'));
    const inputs = [
      writeInput(place, 'a.bin', Buffer.alloc(10, 1)),
      writeInput(place, 'b.bin', Buffer.alloc(300, 1)),
    ];
    const { stdout } = run(place, ['job.mjs', '--step', '0', '--phase', 'map'], inputs.join('\n'));
    expect(stdout.split('\n')).toEqual([expect.stringContaining('10'), expect.stringContaining('300'), '']);
  });

  test('used wrongly it says how it is used', async () => {
    const place = scratch();
    await bundleJob(jobOf('obedient.ts'), join(place, 'job.mjs'));
    for (const args of [
      [],
      ['--step', 'x', '--phase', 'map'],
      ['--step', '0', '--phase', 'sort'],
      ['--what'],
    ]) {
      const { status, stderr } = run(place, ['job.mjs', ...args], '');
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^obedient: .*\nusage: node /)]);
    }
  });
});

describe('bundling', () => {
  test('refuses a file whose name leads out of the folder, and an import that is not there', async () => {
    const folder = scratch();
    const out = join(folder, 'job.mjs');
    writeInput(folder, 'words.txt', '');
    const leading = writeInput(
      folder,
      'leading.ts',
      GREETING.replace("words: 'data/words.txt'", "'../words': 'words.txt'"),
    );
    await expect(bundleJob(leading, out)).rejects.toMatchObject({
      code: 'JOB_INVALID',
      message: 'file ../words of job greeting cannot lie beside job.mjs',
    });
    const later = writeInput(
      folder,
      'later.ts',
      `${GREETING.replace("files: { words: 'data/words.txt' },", '')}\nexport const later = () => import('not-there');`,
    );
    await expect(bundleJob(later, out)).rejects.toMatchObject({
      code: 'JOB_INVALID',
      message: expect.stringMatching(
        /later\.ts cannot be bundled: Could not resolve "not-there" \(later\.ts:\d+\)$/,
      ),
    });
    expect(readdirSync(folder).sort()).toEqual(['later.ts', 'leading.ts', 'words.txt']);
  });

  test('says what to ship and what to run', () => {
    const folder = scratch();
    copyFileSync(jobOf('stop-words.txt'), join(folder, 'stop-words.txt'));
    const { stdout, status } = spawnSync(
      process.execPath,
      [CLI, 'bundle', fileURLToPath(jobOf('two-steps.ts')), '--out', 'job.mjs'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([
      0,
      `ship            job.mjs,stop-words
step 0 map      node job.mjs --step 0 --phase map
step 0 reduce   node job.mjs --step 0 --phase reduce
step 1 map      node job.mjs --step 1 --phase map
step 1 reduce   node job.mjs --step 1 --phase reduce
`,
    ]);
  });
});

test('a job that lies where there is no zod is bundled with the one that it runs with', () => {
  const folder = scratch();
  const job = writeInput(
    folder,
    'declared.ts',
    `import { defineJob, integer, jsonLines, keyAndSum, table, text } from '@oremill/mapreduce';
import { z } from 'zod';
export default defineJob({
  name: 'declared',
  summary: 'Counts values of a declared field',
  input: jsonLines(z.object({ a: z.string() })),
  key: text,
  value: integer,
  mapper: ({ a }, task) => task.emit(a, 1),
  reducer: keyAndSum,
  output: table('tsv-raw', [['a', 'text'], ['count', 'integer']]),
});
`,
  );
  const place = scratch();
  // By a process of its own: it is Node that is asked to look elsewhere for what the job imports.
  const bundled = spawnSync(process.execPath, [CLI, 'bundle', job, '--out', join(place, 'job.mjs')]);
  expect([bundled.status, bundled.stderr.toString()]).toEqual([0, '']);
  const { stdout, status } = run(place, ['job.mjs', '--step', '0', '--phase', 'map'], '{"a":"x"}\n');
  expect([status, stdout]).toEqual([0, 'x\t1\n']);
});

test('a program that is a part of a job is run itself', async () => {
  const place = scratch();
  const job = new URL('../streaming/jobs/python-words.ts', import.meta.url);
  const { files, steps } = await bundleJob(job, join(place, 'job.mjs'));
  expect(files).toEqual(['count.py']);
  expect(steps[0]?.phases).toEqual([
    { phase: 'map', argv: ['python3', 'count.py', 'map'] },
    { phase: 'reduce', argv: ['python3', 'count.py', 'reduce'] },
  ]);
  const { status, stderr } = run(place, ['job.mjs', '--step', '0', '--phase', 'map'], 'a\n');
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(
      /^error: map of step 0 of job python-words is a program, python3\nhint: {2}Run it itself: python3 count\.py map\n/,
    ),
  ]);
});

const GREETING = `import { readFileSync } from 'node:fs';
import { defineJob, outputLines, text, textLines } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)};
export default defineJob({
  name: 'greeting', summary: 'Greets', files: { words: 'data/words.txt' },
  input: textLines, key: text, value: text, sortValues: true,
  mapper: (line, task) => task.emit(readFileSync(task.file('words'), 'utf8'), line),
  combiner(key, values, task) { for (const value of values) task.emit(value); },
  reducer: (key, values, task) => task.emit([key, ...values].join(' ')),
  output: outputLines,
});
`;
