import { randomInt } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isRunning, makeTrial } from './step-work.ts';

/** A sleep that no other test has, to be found among all processes. */
const longSleep = () => `sleep ${randomInt(100_000, 900_000)}.5`;

it('a step passes, and its log has what it wrote', async () => {
  const trial = makeTrial();
  expect(await trial.run({ run: 'echo one; printf "two\\nthree"; echo four >&2' })).toEqual({
    state: 'passed',
    exitCode: 0,
    signal: undefined,
    error: undefined,
    artifacts: [],
    reports: [],
  });
  expect(trial.lines('out')).toEqual(['one', 'two', 'three']);
  expect(trial.lines('err')).toEqual(['four']);
});

it('a script stops at its first command that fails, and the outcome says how', async () => {
  const trial = makeTrial();
  expect(await trial.run({ run: '(exit 3)\necho never' })).toMatchObject({
    state: 'failed',
    exitCode: 3,
    error: { code: 'STEP_FAILED', message: 'step has ended with exit code 3' },
  });
  expect(trial.lines()).toEqual(['step has ended with exit code 3']);
});

it('a program that is not there is told by its name', async () => {
  const outcome = await makeTrial().run({ run: ['no-such-program', '--help'] });
  expect(outcome).toMatchObject({
    state: 'failed',
    // EACCES where this user may not look into a folder of PATH.
    error: {
      message: expect.stringMatching(/^step cannot be started: spawn no-such-program (ENOENT|EACCES)$/),
    },
  });
});

it('arguments with a byte 0 are a failure of the step', async () => {
  expect(await makeTrial().run({ run: ['echo', 'a\0b'] })).toMatchObject({
    state: 'failed',
    exitCode: undefined,
  });
});

it('a step gets an environment of its own, and nothing of the engine', async () => {
  const trial = makeTrial();
  await trial.run({ run: 'env | sort', env: { COLOR: 'green' } });
  const names = trial.lines('out').map((line) => line.split('=')[0]);
  expect(names.filter((name) => name !== '_' && name !== 'PWD' && name !== 'OLDPWD')).toEqual([
    'CI',
    'COLOR',
    'HOME',
    'LANG',
    'OREMILL_BRANCH',
    'OREMILL_COMMIT',
    'OREMILL_REPOSITORY',
    'OREMILL_RUN',
    'OREMILL_STEP',
    'OREMILL_STEP_MARK',
    'OREMILL_WORKSPACE',
    'PATH',
    'TMPDIR',
    'TZ',
  ]);
});

it('what a step leaves in the background is ended, also when it has left the group and its session', async () => {
  const trial = makeTrial();
  const sleep = longSleep();
  const outcome = await trial.run({
    run: `setsid sh -c '(trap "" TERM; ${sleep}; ${sleep}) &' ; ${sleep} &`,
  });
  expect(outcome).toMatchObject({ state: 'passed' });
  expect(trial.lines('engine')).toEqual([
    expect.stringMatching(/^\d+ processes that the step had left were ended$/),
  ]);
  expect(isRunning(sleep)).toBe(false);
});

it('a step that ignores SIGTERM is ended after its timeout', async () => {
  const trial = makeTrial();
  const sleep = longSleep();
  const outcome = await trial.run({ run: `trap "" TERM; ${sleep} & wait; ${sleep}`, timeout: '300ms' });
  expect(outcome).toMatchObject({
    state: 'failed',
    signal: 'SIGKILL',
    error: { message: 'step was ended, since it took more than 300ms' },
  });
  expect(isRunning(sleep)).toBe(false);
});

it('a timeout that is longer than timers count does not end a step at once', async () => {
  expect(await makeTrial().run({ run: 'sleep 0.05', timeout: '99999d' })).toMatchObject({ state: 'passed' });
});

it('a step that is cancelled has ended when its outcome is there', async () => {
  const trial = makeTrial();
  const sleep = longSleep();
  const cancel = new AbortController();
  const outcome = trial.run({ run: `echo ready; setsid ${sleep} & ${sleep}` }, { signal: cancel.signal });
  await trial.whenSaid('ready');
  cancel.abort();
  expect(await outcome).toMatchObject({ state: 'cancelled', error: { message: 'step was cancelled' } });
  expect(isRunning(sleep)).toBe(false);
});

it('a step that was cancelled before it began does not begin', async () => {
  const trial = makeTrial();
  expect(await trial.run({ run: 'echo begun' }, { signal: AbortSignal.abort() })).toMatchObject({
    state: 'cancelled',
  });
  expect(trial.lines('out')).toEqual([]);
});

it('a line of 100 MB is cut, and what comes after it is there', async () => {
  const trial = makeTrial();
  await trial.run({ run: 'head -c 104857600 /dev/zero | tr "\\0" x; echo; echo after' });
  const [long = '', ...rest] = trial.lines('out');
  expect(long.slice(-60)).toMatch(/^x+ … \(cut: the line has 104792064 more characters\)$/);
  expect(rest).toEqual(['after']);
});

it('a step begins in its directory, which is never outside of the repository', async () => {
  const trial = makeTrial();
  symlinkSync('/etc', join(trial.workspace, 'out'));
  const message = (directory: string) => `there is no directory ${directory} in the repository`;
  for (const directory of ['out', '..', '/etc', 'missing']) {
    expect(await trial.run({ run: 'pwd', directory })).toMatchObject({
      state: 'failed',
      error: { code: 'STEP_FAILED', message: message(directory) },
    });
  }
});
