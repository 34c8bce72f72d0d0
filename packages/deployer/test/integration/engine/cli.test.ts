import { execFile } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from '@oremill/types';
import { expect, test } from 'vitest';
import { useWorld, type World } from '../world.ts';
import { Project } from './project.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
const world = useWorld();

/** The command line on the database of the tests. */
function cliOf({ server }: World, folder: string) {
  const { host, port, user, password = '', database } = server.connectionFor('oremill');
  const place = host.startsWith('/') ? `localhost:${port}` : `${host}:${port}`;
  const DATABASE_URL = `postgres://${user}:${password}@${place}/${database}?host=${encodeURIComponent(host)}`;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    OREMILL_DATA: folder,
    DATABASE_URL,
    OREMILL_REPOSITORY_ROOTS: folder,
  };
  return (...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [CLI, ...words], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
}

test('runs are asked for, done, shown, cancelled and run again from the command line', async () => {
  const folder = realpathSync(world().makeFolder());
  const deployer = cliOf(world(), folder);
  const project = await Project.make(
    { state: world().state, folder },
    {
      'oremill.yaml': `
steps:
  build: { run: echo building }
  test: { run: 'echo testing; test -e ${folder}/mended', needs: [build] }
`,
    },
  );
  const { name } = project;
  const asked = await deployer('runs', 'request', name, '--reason', 'to see it', '--json');
  const { id } = JSON.parse(asked.stdout) as Run;
  expect((await deployer('runs')).stdout).toContain(`${name}#1 │ queued │ main`);
  expect(await deployer('work', '--once')).toMatchObject({ code: 0, stdout: '' });

  const shown = await deployer('runs', 'show', `${name}#1`);
  expect(shown.stdout).toContain(`${name}#1 (${id}) failed`);
  expect(shown.stdout).toMatch(/: the first, by Ann\nasked for by \S+ \(person\): to see it\n/);
  expect(shown.stdout).toMatch(/│ test {2}│ failed │/);
  expect((await deployer('runs', 'logs', id)).stdout).toContain('testing\n');
  expect(await deployer('runs', 'logs', id, 'build', '--search', 'BUILD')).toMatchObject({
    stdout: 'building\n',
  });
  expect(await deployer('runs', 'cancel', id, '--json')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('"code":"RUN_STATE"'),
  });

  mkdirSync(join(folder, 'mended'));
  const again = deployer('runs', 'rerun', `${name}#1`, '--from', 'test', '--wait', '--json');
  const worked = (async () => {
    while ((await deployer('runs', '--state', 'queued', '--json')).stdout.includes('"items":[]'));
    return deployer('work', '--once');
  })();
  expect(JSON.parse((await again).stdout)).toMatchObject({
    state: 'passed',
    rerunOf: id,
    steps: [{ keptFrom: id }, { state: 'passed' }],
  });
  expect(await again).toMatchObject({ code: 0, stderr: expect.stringContaining('test passed') });
  await worked;
});
