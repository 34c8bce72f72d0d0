import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@oremill/runtime';
import { mayRun } from '@oremill/workbench/missing';
import { describe, expect, test } from 'vitest';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const JOBS = fileURLToPath(new URL('../jobs/', import.meta.url));
const scratch = useScratch();
/** Kills at random points; raise it for a long search. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 6);

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function mapreduce(...args: string[]): Outcome {
  const { status: code, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
  return { code, stdout, stderr };
}

function makeSample(folder: string, bytes: number): string {
  return writeInput(folder, 'bookmarks.jsonl', Buffer.concat([...generateBookmarks({ bytes, seed: 5 })]));
}

describe('each fault is one clear message with a next step, exit code 1, and nothing left behind', () => {
  const faults: [string, (folder: string, input: string) => string[], RegExp][] = [
    [
      'a wrong input path',
      () => ['tag-statistics', '--input', '/nowhere/x.jsonl'],
      /no file matches \/nowhere\/x\.jsonl/,
    ],
    [
      'an input that is a folder without files',
      (folder) => ['tag-statistics', '--input', join(folder, 'empty')],
      /no files in folder/,
    ],
    [
      'an input that cannot be read',
      () => ['tag-statistics', '--input', '/proc/self/mem'],
      /\/proc\/self\/mem cannot be read/,
    ],
    [
      'a pipe as a file',
      (folder) => ['tag-statistics', '--input', join(folder, 'pipe')],
      /pipe is not a file/,
    ],
    [
      'a job that throws at import',
      (_, input) => [join(JOBS, 'throws-at-import.ts'), '--input', input],
      /this module throws at import/,
    ],
    ['a module without a job', (_, input) => [join(JOBS, 'no-job.ts'), '--input', input], /is not a job/],
    ['an unknown job', (_, input) => ['no-such-job', '--input', input], /no job module/],
  ];
  test.each(faults)('%s', (_title, argsOf, message) => {
    const folder = scratch();
    const input = writeInput(folder, 'orders.txt', 'a 1\n');
    mkdirSync(join(folder, 'empty'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const before = readdirSync(folder);

    const { code, stdout, stderr } = mapreduce(
      'run',
      ...argsOf(folder, input),
      '--output',
      join(folder, 'output'),
    );

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^error: /),
      expect.stringMatching(/^hint: {2}./),
      '',
    ]);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('an output that exists', () => {
    const folder = scratch();
    const input = writeInput(folder, 'orders.txt', 'a 1\n');
    const output = join(folder, 'output');
    mkdirSync(output);
    const { code, stderr } = mapreduce(
      'run',
      join(JOBS, 'obedient.ts'),
      '--input',
      input,
      '--output',
      output,
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`${output} exists already`);
    expect(readdirSync(folder).sort()).toEqual(['orders.txt', 'output']);
    expect(readdirSync(output)).toEqual([]);
  });

  test('with --json the fault is the reply', () => {
    const folder = scratch();
    const { code, stdout } = mapreduce(
      'run',
      'tag-statistics',
      '--input',
      '/nowhere',
      '--output',
      join(folder, 'o'),
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'INPUT_MISSING', message: 'no file matches /nowhere', hint: expect.any(String) },
    });
  });

  test.each([
    [[]],
    [['frobnicate']],
    [['run', 'tag-statistics', '--output', 'x']],
    [['run', 'tag-statistics', '--input', 'x', '--output', 'x', '--workers', 'many']],
    [['run', 'tag-statistics', '--input', 'x', '--output', 'x', '--runner', 'cloud']],
    [['sample', 'bookmarks', '--bytes', 'lots']],
  ])('wrong usage is exit code 2: %j', (args) => {
    const { code, stdout, stderr } = mapreduce(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });
});

test('a reader that has enough ends a command quietly', () => {
  const script = '"$0" "$1" sample access-log --bytes 4MiB | head -n 1; echo "$PIPESTATUS"';
  const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, CLI], { encoding: 'utf8' });
  expect({ code: stdout.trimEnd().split('\n').at(-1), stderr }).toEqual({ code: '0', stderr: '' });
});

test('a folder of somebody’s is not taken for a complete output', () => {
  const folder = scratch();
  const { code, stderr } = mapreduce('resume', folder);
  expect(code).toBe(1);
  expect(stderr).toContain(`nothing is left of an execution that was writing ${folder}`);
});

test('a program that NODE_OPTIONS makes a module runs jobs in threads', () => {
  const folder = scratch();
  const settings = {
    job: new URL('../../examples/word-count.ts', import.meta.url).href,
    inputs: [writeInput(folder, 'in.txt', 'ore mill ore\n')],
    output: join(folder, 'out'),
    partitions: 1,
  };
  const engine = new URL('../../src/run-job.ts', import.meta.url).href;
  const script = `
    import { runJob } from ${JSON.stringify(engine)};
    const { state } = await runJob(${JSON.stringify(settings)}).catch((error) => ({ state: error.message }));
    console.log(state);`;
  const { stdout } = spawnSync(process.execPath, ['--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '--input-type=module' },
  });
  expect(stdout).toBe('succeeded\n');
});

test('a file that may not become as large as a part is told from one that may not be written', () => {
  const folder = scratch();
  const input = makeSample(folder, 4 * 2 ** 20);
  const { status, stderr } = spawnSync(
    'sh',
    [
      '-c',
      'ulimit -f 200; exec "$0" "$@"',
      process.execPath,
      CLI,
      'run',
      'tag-statistics',
      '--input',
      input,
      '--output',
      join(folder, 'out'),
    ],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('may not become larger (EFBIG)');
  expect(stderr).toContain('ulimit -f');
});

test('an input without read permission is INPUT_UNREADABLE, also when root runs this test', () => {
  const folder = scratch();
  const input = writeInput(folder, 'secret.jsonl', '{}\n');
  chmodSync(input, 0o000);
  chmodSync(folder, 0o755);
  const module = new URL('../../src/input/find-inputs.ts', import.meta.url).href;
  // Root may read everything, so it becomes somebody else, once all modules are read: the clone may lie in /root.
  const script = `
    import { findInputs } from ${JSON.stringify(module)};
    if (process.getuid() === 0) process.setuid(65534);
    const { code, message } = await findInputs([${JSON.stringify(input)}]).catch((error) => error);
    console.log(JSON.stringify({ code, message }));
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual({
    code: 'INPUT_UNREADABLE',
    message: `${input} cannot be read (EACCES)`,
  });
});

describe('a job that is killed', () => {
  test('leaves nothing visible, is shown as interrupted, and runs again to the same output', async () => {
    const folder = scratch();
    const input = makeSample(folder, 12 * 2 ** 20);
    const reference = join(folder, 'reference');
    const usual = mapreduce('run', 'tag-statistics', '--input', input, '--output', reference, '--json');
    const { elapsedMs } = JSON.parse(usual.stdout).progress;
    const parts = readParts(reference);
    const random = seededRandom(11);
    const states: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const output = join(folder, `output-${round}`);
      // The first kill is at once, the others anywhere up to a little after the end.
      const state = await killDuring(folder, input, output, round === 0 ? 0 : random() * 1.2 * elapsedMs);
      states.push(state);
      if (state === 'succeeded') continue;
      expect([state, existsSync(output)]).toEqual(['interrupted', false]);
      const again = mapreduce('run', 'tag-statistics', '--input', input, '--output', output, '--json');
      expect(again.stderr).toBe('');
      expect(JSON.parse(again.stdout)).toMatchObject({ state: 'succeeded' });
      expect(readParts(output)).toEqual(parts);
      expect(existsSync(`${output}.partial`)).toBe(false);
    }
    expect(states[0]).toBe('interrupted');
  });

  /** What `show` says after a kill -9 that comes a while after the execution has begun. */
  async function killDuring(folder: string, input: string, output: string, afterMs: number): Promise<string> {
    const watcher = watch(folder);
    const args = ['run', 'tag-statistics', '--input', input, '--output', output];
    const child = spawn(process.execPath, [CLI, ...args], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const begun = new Promise<void>((resolve) => {
      watcher.on('change', (_kind, name) => {
        if (name === `${basename(output)}.partial`) resolve();
      });
    });
    await Promise.race([begun, ended]);
    watcher.close();
    const killer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    await ended;
    clearTimeout(killer);
    const { stdout } = mapreduce('show', output, '--json');
    return JSON.parse(stdout).state;
  }
});

test('Ctrl-C stops a job that is busy: exit code 1, its state and its work are kept, no part is', async () => {
  const folder = scratch();
  const input = writeInput(folder, 'orders.txt', 'print me\nloop\n');
  const output = join(folder, 'output');
  const args = ['run', join(JOBS, 'obedient.ts'), '--input', input, '--output', output, '--json'];
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = child.stdout.setEncoding('utf8').toArray();
  // The mapper prints before it goes round for ever: then it is busy.
  await new Promise((resolve) => child.stderr.once('data', resolve));
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(1);
  expect(JSON.parse((await stdout).join(''))).toMatchObject({ error: { code: 'STOPPED' } });
  expect(JSON.parse(mapreduce('show', output, '--json').stdout)).toMatchObject({ state: 'stopped' });
  expect(readdirSync(`${output}.partial`).sort()).toEqual([
    '_execution.json',
    '_plan.json',
    '_tasks.jsonl',
    'spills',
  ]);
});

describe('a full disk', () => {
  const mount = findMount();
  const WHAT = 'a tmpfs: mounting is not allowed here, not even in a user namespace';
  const disk = mayRun(mount !== undefined, WHAT);

  test.skipIf(disk.skip).each(['inline', 'threads'])(
    disk.title('is DISK_FULL and leaves nothing on it: %s'),
    (runner) => {
      const folder = scratch();
      const input = makeSample(folder, 16 * 2 ** 20);
      const place = join(folder, 'small');
      mkdirSync(place);
      // Mounted in a namespace of its own, so nothing is left mounted however the test ends.
      const script = `
      mount -t tmpfs -o size=1m tmpfs "${place}" || exit 77
      "${process.execPath}" "${CLI}" run tag-statistics --input "${input}" --output "${place}/output" --runner ${runner} --json
      echo "exit $?"
      ls -A "${place}"
    `;
      expect(mount, WHAT).toBeDefined();
      const [command = '', ...args] = mount ?? [];
      const { stdout } = spawnSync(command, [...args, 'sh', '-c', script], { encoding: 'utf8' });
      const [reply = '', ...rest] = stdout.split('\n');
      expect(JSON.parse(reply)).toEqual({
        error: {
          code: 'DISK_FULL',
          message: expect.stringContaining(place),
          hint: expect.stringContaining('Free some space'),
        },
      });
      expect(rest).toEqual(['exit 1', '']);
    },
  );

  /** A command that runs another where it may mount: as root, or as a user in a namespace where it is root. */
  function findMount(): string[] | undefined {
    const commands = [
      ['unshare', '-m'],
      ['unshare', '-Urm'],
    ];
    return commands.find(([command = '', ...args]) => {
      const trial = spawnSync(command, [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'], {
        stdio: 'ignore',
      });
      return trial.status === 0;
    });
  }
});

test('a reply in JSON is all that stdout has, also when the job prints', () => {
  const folder = scratch();
  const input = writeInput(folder, 'orders.txt', 'print me\na 1\n');
  for (const runner of ['inline', 'threads']) {
    const output = join(folder, runner);
    const args = ['--input', input, '--output', output, '--runner', runner, '--json'];
    const { code, stdout, stderr } = mapreduce('run', join(JOBS, 'obedient.ts'), ...args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'succeeded', progress: { records: 2, rows: 1 } });
    expect(stderr).toContain('printed by the job');
    expect(readFileSync(join(output, '_SUCCESS'), 'utf8')).toBe('');
  }
});

test('a mapper that fills the memory loses its worker, not the process', () => {
  const folder = scratch();
  const input = writeInput(folder, 'orders.txt', 'fill-memory\n');
  const output = join(folder, 'output');
  const args = ['run', join(JOBS, 'obedient.ts'), '--input', input, '--output', output, '--json'];
  const { status, stdout } = spawnSync(process.execPath, ['--max-old-space-size=200', CLI, ...args], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    error: {
      code: 'WORKER_LOST',
      message: `a worker ran out of memory, at the record at ${input}:0 (tried twice)`,
    },
  });
});
