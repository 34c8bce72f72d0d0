import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const cliModule = new URL('../../src/cli/index.ts', import.meta.url).href;
const errorsModule = import.meta.resolve('@oremill/types');
const commanderModule = import.meta.resolve('commander');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a real process with a program of three commands. */
async function run(...argv: string[]): Promise<Ended> {
  const script = `
    import { Command } from '${commanderModule}';
    import { AppError } from '${errorsModule}';
    import { printJson, runCli } from '${cliModule}';
    const program = new Command('mill').option('--json').argument('<what>').action((what) => {
      if (what === 'wrong') throw new AppError('ORE_MISSING', 'there is no ore in shaft 7', { hint: 'Dig deeper.' });
      if (what === 'bent') throw new AppError('PICK_BENT', 'this pick is bent');
      if (what === 'bug') throw new TypeError('secret=abc123');
      printJson({ what });
    });
    await runCli(program, { wrongUsage: new Set(['PICK_BENT']) });`;
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      'mill',
      ...argv,
    ]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

test('done: exit 0, data on stdout, nothing on stderr', async () => {
  expect(await run('ore')).toEqual({ code: 0, stdout: '{"what":"ore"}\n', stderr: '' });
});

test('failed: exit 1, message and hint on stderr, nothing on stdout', async () => {
  expect(await run('wrong')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: there is no ore in shaft 7\nhint:  Dig deeper.\n',
  });
});

test('used wrongly, as only the command itself can know: exit 2, told like any other error', async () => {
  expect(await run('bent')).toEqual({ code: 2, stdout: '', stderr: 'error: this pick is bent\n' });
  expect(await run('bent', '--json')).toMatchObject({ code: 2, stderr: '' });
});

test('failed with --json: the error shape on stdout', async () => {
  const { code, stdout, stderr } = await run('wrong', '--json');
  expect({ code, stderr, reply: JSON.parse(stdout) }).toEqual({
    code: 1,
    stderr: '',
    reply: { error: { code: 'ORE_MISSING', message: 'there is no ore in shaft 7', hint: 'Dig deeper.' } },
  });
});

test('a defect of ours: exit 1 and its stack', async () => {
  const { code, stderr } = await run('bug');
  expect(code).toBe(1);
  expect(stderr).toContain('TypeError');
});

test('used wrongly: exit 2, and with --json the error shape on stdout', async () => {
  expect(await run()).toMatchObject({ code: 2, stdout: '' });
  const { code, stdout } = await run('--json');
  expect([code, JSON.parse(stdout)]).toEqual([
    2,
    { error: { code: 'COMMAND_INVALID', message: "missing required argument 'what'", hint: 'See --help.' } },
  ]);
  expect((await run('ore', '--colour')).code).toBe(2);
});

test('--help: exit 0', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: mill');
});
