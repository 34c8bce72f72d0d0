import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type DatabaseServer, openDatabaseServer } from '@oremill/runtime/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository } from '../../workspace/repository.ts';
import { log } from '../world.ts';

let folder: string;
let data: string;
let bare: string;
let server: DatabaseServer;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-cli-')));
  chmodSync(folder, 0o755);
  data = join(folder, 'data');
  bare = join(folder, 'git/shop.git');
  mkdirSync(bare, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  // As the platform does: each command borrows it.
  server = await openDatabaseServer({ dataFolder: data, log, isDurable: false });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Runs the program as a shell does, by its first line. */
function deployer(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(join(import.meta.dirname, '../../../src/cli.ts'), words, {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      OREMILL_DATA: data,
      OREMILL_REPOSITORY_ROOTS: join(folder, 'git'),
    },
  });
  return { status, stdout, stderr };
}

const json = (...words: string[]) => JSON.parse(deployer(...words, '--json').stdout);

test('a repository is added, hooked, polled, changed, and not removed while it runs, and every change is listed', () => {
  const added = json(
    'repositories',
    'add',
    'shop',
    './git/shop.git',
    '--poll',
    'never',
    '--webhook-secret',
    'env:SHOP',
  );
  expect(added).toMatchObject({ name: 'shop', url: bare, pollMs: null, webhookSecret: { env: 'SHOP' } });
  expect(json('hook', 'install', 'shop').hookFolder).toBe(bare);
  const source = makeRepository();
  const commit = source.commit({ a: '1' });
  source.git('push', '--quiet', bare, 'main');
  expect(json('repositories', 'poll', 'shop').runs).toMatchObject([{ branch: 'main', commit, isNew: true }]);
  const changed = json('repositories', 'change', 'shop', '--poll', '90s', '--webhook-secret', 'none');
  expect([changed.pollMs, changed.webhookSecret]).toEqual([90_000, undefined]);
  const open = deployer('repositories', 'remove', 'shop');
  expect([open.status, open.stderr]).toEqual([1, expect.stringContaining('run 1 of shop has not ended')]);
  const { items } = json('changes', '--subject', 'shop');
  expect(items.map(({ action }: { action: string }) => action)).toEqual([
    'repository.changed',
    'repository.hook-installed',
    'repository.added',
  ]);
});

test('a token is printed when it is made, alone on stdout, and revoked by its name', () => {
  const made = deployer('tokens', 'make', 'ci', '--role', 'operator');
  expect(made.stdout).toMatch(/^oremill_[A-Za-z0-9_-]{43}\n$/);
  expect(deployer('tokens', 'revoke', 'ci').status).toBe(0);
  expect(json('tokens', 'list').items).toMatchObject([{ name: 'ci', revokedAt: expect.any(String) }]);
});

test.each([
  [
    ['repositories', 'add', 'x', 'https://ann:hunter2@git.example/x.git'],
    1,
    /does not hold a user or a password/,
  ],
  [['repositories', 'add', 'x', 'https://git.example/x.git', '--poll', 'often'], 2, /It must be a duration/],
  [
    ['repositories', 'add', 'x', 'https://git.example/x.git', '--webhook-secret', 'hunter2'],
    2,
    /env:VARIABLE/,
  ],
])('%j is refused with what to do', (words, status, told) => {
  const ended = deployer(...words);
  expect([ended.status, ended.stdout]).toEqual([status, '']);
  expect(ended.stderr).toMatch(told);
});
