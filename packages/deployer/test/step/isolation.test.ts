import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTrial } from './step-work.ts';

const environment = (path: string) => ({ PATH: path, HOME: process.env.HOME });

it.each([
  ['bubblewrap' as const, 'bwrap is not on this machine'],
  [{ image: 'debian' }, 'podman or docker is not on this machine'],
])(
  'a step that is to be isolated where there is no tool for it is not done: %s',
  async (isolation, message) => {
    const trial = makeTrial();
    expect(
      await trial.run({ run: 'echo begun', isolation }, { runner: { environment: environment('/nowhere') } }),
    ).toMatchObject({ state: 'failed', error: { code: 'TOOL_MISSING', message } });
    expect(trial.lines('out')).toEqual([]);
  },
);

it.each([
  ['none', true, 'passed'],
  ['none', false, 'passed'],
  ['forks', true, 'passed'],
  ['forks', false, 'failed'],
  ['all', true, 'failed'],
] as const)(
  'where %s are isolated, a step that wants nothing of it, trusted: %s, has %s without a tool for it',
  async (isolated, isTrusted, state) => {
    const trial = makeTrial();
    const runner = { environment: environment('/nowhere'), isolated };
    expect(await trial.run({ run: ['/bin/true'] }, { runner, work: { isTrusted } })).toMatchObject({ state });
  },
);

const canWrap =
  spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-pid', '--proc', '/proc', 'true']).status === 0;

it.runIf(canWrap)(
  'bubblewrap shows a step its workspace, no other process, and lets it write nowhere else',
  async () => {
    const trial = makeTrial();
    writeFileSync(join(trial.folder, 'beside'), 'secret');
    const run = [
      'echo built > here',
      `cat ${trial.folder}/beside || echo not seen`,
      'touch /usr/x || echo not written',
      'ls -d /proc/[0-9]* | wc -l',
      'echo "$HOME" > "$TMPDIR/t"',
    ].join('\n');
    const outcome = await trial.run({ run, isolation: 'bubblewrap' });
    expect(outcome).toMatchObject({ state: 'passed' });
    const [seen, written, count] = trial.lines('out');
    expect([seen, written]).toEqual(['not seen', 'not written']);
    expect(Number(count)).toBeLessThan(8);
  },
);

it('a container gets the workspace, values by name only, and is removed by its name', async () => {
  const trial = makeTrial();
  const tools = join(trial.folder, 'tools');
  mkdirSync(tools);
  // What stands for podman here tells how it was called, and what it would have found.
  const called = join(trial.folder, 'called');
  writeFileSync(
    join(tools, 'podman'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >> ${called}\necho "TOKEN is $TOKEN"\n`,
  );
  chmodSync(join(tools, 'podman'), 0o755);
  await trial.run(
    { run: ['make', 'test'], isolation: { image: 'debian:13', network: false }, secrets: ['TOKEN'] },
    {
      pipeline: { secrets: { TOKEN: { command: ['echo', 'hunter2'] } } },
      runner: { environment: environment(`${tools}:${process.env.PATH}`) },
    },
  );
  expect(trial.lines('out')).toEqual(['TOKEN is ***']);
  const lines = spawnSync('cat', [called], { encoding: 'utf8' }).stdout.split('\n');
  const after = (flag: string) => lines[lines.indexOf(flag) + 1];
  expect(after('--network')).toBe('none');
  expect(after('--workdir')).toBe(trial.workspace);
  expect(lines).toEqual(expect.arrayContaining(['--rm', 'TOKEN', `${trial.workspace}:${trial.workspace}`]));
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines.slice(lines.indexOf('debian:13'))).toEqual([
    'debian:13',
    'make',
    'test',
    'rm',
    '--force',
    after('--name'),
    '',
  ]);
});
