import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { isRunning } from '../../step/step-work.ts';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A repository with this config, and the command line in it. */
function makeProject(config: string) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-local-')));
  folders.push(folder);
  const own = join(folder, 'cache');
  const repository = join(folder, 'repository');
  spawnSync('git', ['init', '--quiet', '--initial-branch=main', repository]);
  writeFileSync(join(repository, 'oremill.yaml'), config);
  const options = { cwd: repository, env: { ...process.env, XDG_CACHE_HOME: own, NO_COLOR: '1' } };
  return {
    repository,
    own: join(own, 'oremill', 'deployer'),
    run: (...args: string[]) => spawnSync(process.execPath, [CLI, ...args], { ...options, encoding: 'utf8' }),
    start: (...args: string[]) => spawn(process.execPath, [CLI, ...args], options),
  };
}

/** Goes on reading what it prints. */
function whenPrinted(child: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  let output = '';
  return new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes(text)) resolve();
    });
  });
}

const JUNIT = '<testsuite name="s"><testcase name="a" classname="c" time="0.1"/></testsuite>';
const PIPELINE = `
steps:
  build:
    run: mkdir -p out; echo built > out/a
    artifacts: { out: ["out/**"] }
  test:
    run: rm -r out.before; cat out/a; echo '${JUNIT}' > junit.xml
    needs: [build]
    uses: [out]
    reports: [junit.xml]
  tell:
    run: echo told
    needs: [test]
    when: onFailure
gates:
  - { metric: tests.failed, atMost: 0 }
  - { metric: tests.total, atLeast: 1 }
`;

it('a pipeline is done in the working tree, its lines are shown with their step, and it is judged', () => {
  const project = makeProject(PIPELINE.replace('rm -r out.before; ', ''));
  const { status, stderr, stdout } = project.run('run', '--local');
  expect([status, stdout.split('\n')[0]]).toEqual([0, '[test]  built']);
  expect(stdout).toContain('the run has passed');
  expect(stderr).toMatch(
    /\[test\] {2}passed after \d+\.\d s \(2 of 3\)\n\[tell\] {2}skipped: no step before it has failed/,
  );
  // Nothing is left but what the next run may use.
  expect(readdirSync(join(project.own, 'runs'))).toEqual([]);
  expect(readdirSync(join(project.own, 'logs'))).toEqual([]);
  expect(existsSync(join(project.repository, 'junit.xml'))).toBe(true);
});

it('a run that fails exits with 1, does what is for failures, and tells it all as JSON', () => {
  const { status, stdout } = makeProject(PIPELINE).run('run', '--local', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'failed',
    branch: 'main',
    steps: [
      { name: 'build', state: 'passed', exitCode: 0, artifacts: [{ name: 'out', files: 1 }] },
      { name: 'test', state: 'failed', exitCode: 1, error: { code: 'STEP_FAILED' } },
      { name: 'tell', state: 'passed' },
    ],
    verdict: { outcome: 'failed', gates: [{ state: 'no-value' }, { state: 'no-value' }] },
  });
});

it('one step is done with those before it, gates of what others measure are left out, and its log is kept', () => {
  const project = makeProject(PIPELINE);
  const { status, stderr, stdout } = project.run('run', '--local', '--step', 'build', '--json', '--keep');
  expect([status, JSON.parse(stdout).verdict]).toEqual([0, { outcome: 'passed', gates: [] }]);
  const [, logs = ''] = /and (\S+)$/m.exec(stderr) ?? [];
  expect(readdirSync(logs)).toEqual(['build.1']);
  const missing = project.run('run', '--local', '--step', 'bild', '--json');
  expect([missing.status, JSON.parse(missing.stdout)]).toMatchObject([
    1,
    { error: { code: 'STEP_MISSING' } },
  ]);
});

it('a step that nothing was changed for is left out, of what is not committed too', () => {
  const project = makeProject(`
steps:
  api: { run: echo api, affected: { paths: ["api/**"] } }
  web: { run: echo web, affected: { paths: ["web/**"] } }
`);
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: project.repository, encoding: 'utf8' }).stdout;
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'first');
  mkdirSync(join(project.repository, 'web'));
  writeFileSync(join(project.repository, 'web', 'page.html'), '<p>');
  const before = git('status', '--porcelain');
  const { stdout } = project.run('run', '--local', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'passed',
    steps: [
      {
        name: 'api',
        state: 'skipped',
        reason: expect.stringMatching(/^nothing in api\/\*\* has changed since/),
      },
      { name: 'web', state: 'passed' },
    ],
  });
  expect(git('status', '--porcelain')).toBe(before);
});

it('Ctrl-C ends every process of the run', async () => {
  const project = makeProject('steps:\n  wait:\n    run: echo begun; setsid sleep 7654.25 & sleep 7654.25\n');
  const child = project.start('run', '--local');
  const ended = once(child, 'exit');
  await whenPrinted(child, 'begun');
  child.kill('SIGINT');
  expect(await ended).toEqual([1, null]);
  expect(isRunning('sleep 7654.25')).toBe(false);
});

it('a run whose output nobody reads any more leaves no process', async () => {
  const project = makeProject('steps:\n  wait:\n    run: echo begun; sleep 0.2; echo more; sleep 7654.5\n');
  const child = project.start('run', '--local');
  const ended = once(child, 'exit');
  await whenPrinted(child, 'begun');
  child.stdout.destroy();
  expect(await ended).toEqual([0, null]);
  expect(isRunning('sleep 7654.5')).toBe(false);
});

it('what a run that was killed has left is ended by the next', async () => {
  const project = makeProject(
    'steps:\n  wait:\n    run: echo begun; setsid sleep 7654.75\n  pass:\n    run: "true"\n',
  );
  const child = project.start('run', '--local');
  await whenPrinted(child, 'begun');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning('sleep 7654.75')).toBe(true);
  expect(project.run('run', '--local', '--step', 'pass').status).toBe(0);
  expect(isRunning('sleep 7654.75')).toBe(false);
});

it('gc tells what it would remove', () => {
  const project = makeProject(PIPELINE);
  project.run('run', '--local', '--step', 'build');
  const { stdout } = project.run('gc', '--local', '--dry-run', '--json');
  expect(JSON.parse(stdout)).toEqual({ isDryRun: true, bytes: 0, items: [] });
});
