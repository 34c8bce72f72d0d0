import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitOf } from '../../src/workspace/git.ts';
import { openMirrors } from '../../src/workspace/mirrors.ts';
import { tidyMirrors } from '../../src/workspace/tidy-mirrors.ts';
import { openWorkspaces } from '../../src/workspace/workspaces.ts';
import { makeFolder, makeRepository } from './repository.ts';

const git = gitOf(process.env);

function openAll(folder = makeFolder()) {
  const mirrors = openMirrors(join(folder, 'mirrors'), git);
  return { folder, mirrors, workspaces: openWorkspaces(folder, mirrors, git) };
}

it('each run has the files of its commit, and they go with it', async () => {
  const source = makeRepository();
  const one = source.commit({ 'a.txt': 'one', 'deep/b.txt': 'b' });
  const two = source.commit({ 'a.txt': 'two' });
  const { folder, workspaces } = openAll();
  const repository = { name: 'shop', url: source.folder };
  const first = await workspaces.open(repository, 'run1', one);
  const second = await workspaces.open(repository, 'run2', two);
  const read = (workspace: { folder: string }) => readFileSync(join(workspace.folder, 'a.txt'), 'utf8');
  expect([read(first), read(second), first.isKept]).toEqual(['one', 'two', false]);

  writeFileSync(join(first.folder, 'built'), '');
  expect(await workspaces.open(repository, 'run1', one)).toEqual({ folder: first.folder, isKept: true });
  expect(existsSync(join(first.folder, 'built'))).toBe(true);

  await workspaces.close('run1');
  expect(await workspaces.list()).toEqual(['run2']);
  expect(await workspaces.closeAllBut([])).toEqual(['run2']);
  expect(existsSync(join(folder, 'runs', 'run2'))).toBe(false);
  expect((await workspaces.open(repository, 'run1', one)).isKept).toBe(false);
});

it('a commit that no branch has is got by its name, and one that nobody has is missed', async () => {
  const source = makeRepository();
  source.commit({ 'a.txt': 'one' });
  source.git('checkout', '--quiet', '-b', 'topic');
  const lost = source.commit({ 'a.txt': 'two' });
  source.git('update-ref', 'refs/pull/7/head', lost);
  source.git('checkout', '--quiet', 'main');
  source.git('branch', '-D', 'topic');
  const { mirrors } = openAll();
  await mirrors.fetch({ name: 'shop', url: source.folder }, lost);
  expect(await mirrors.hasCommit('shop', lost)).toBe(true);
  await expect(mirrors.fetch({ name: 'shop', url: source.folder }, 'f'.repeat(40))).rejects.toMatchObject({
    code: 'COMMIT_MISSING',
  });
});

it('two engines that want the same mirror at once both get it', async () => {
  const source = makeRepository();
  const commit = source.commit({ 'a.txt': 'one' });
  const { folder, workspaces } = openAll();
  const other = openAll(folder).workspaces;
  const repository = { name: 'shop', url: source.folder };
  const opened = await Promise.all([
    workspaces.open(repository, 'run1', commit),
    other.open(repository, 'run2', commit),
    workspaces.open(repository, 'run3', commit),
  ]);
  expect(opened.map((workspace) => existsSync(join(workspace.folder, 'a.txt')))).toEqual([true, true, true]);
});

it('a mirror that is tidied has what it had, and its lock is free again', async () => {
  const source = makeRepository();
  const commit = source.commit({ 'a.txt': 'one' });
  const { folder, mirrors, workspaces } = openAll();
  const repository = { name: 'shop', url: source.folder };
  await workspaces.open(repository, 'run1', commit);
  await workspaces.close('run1');
  await tidyMirrors(join(folder, 'mirrors'), mirrors, git);
  expect(await git(['worktree', 'list'], { folder: mirrors.folderOf('shop') })).toMatch(/^\S+ +\(bare\)\n$/);
  expect((await workspaces.open(repository, 'run1', commit)).isKept).toBe(false);
});

it('hooks of a mirror, and what a commit asks git to do, are not run', async () => {
  const source = makeRepository();
  const commit = source.commit({ 'a.txt': 'one' });
  const { folder, mirrors, workspaces } = openAll();
  await mirrors.fetch({ name: 'shop', url: source.folder });
  const hook = join(mirrors.folderOf('shop'), 'hooks', 'post-checkout');
  mkdirSync(join(hook, '..'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\ntouch ${folder}/hooked\n`);
  chmodSync(hook, 0o755);
  await workspaces.open({ name: 'shop', url: source.folder }, 'run1', commit);
  expect(existsSync(join(folder, 'hooked'))).toBe(false);
});

it('addresses that are options, or make git run a program, are refused', async () => {
  const { mirrors, folder } = openAll();
  for (const url of [`--upload-pack=touch ${folder}/x`, `ext::sh -c "touch ${folder}/x"`]) {
    await expect(mirrors.fetch({ name: 'shop', url })).rejects.toMatchObject({ code: 'REPOSITORY_INVALID' });
  }
  await expect(
    openAll().workspaces.open({ name: 'shop', url: '/nowhere' }, 'run1', '--help'),
  ).rejects.toMatchObject({
    code: 'COMMIT_MISSING',
  });
  expect(existsSync(join(folder, 'x'))).toBe(false);
});

it('an error of git has no password in it', async () => {
  const { mirrors } = openAll();
  const url = 'http://ann:hunter2@127.0.0.1:9/shop.git';
  const error = await mirrors.fetch({ name: 'shop', url }).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringContaining('127.0.0.1:9/shop.git'),
  });
  expect(JSON.stringify(error)).not.toMatch(/hunter2|ann/);
});

it('what still works in a workspace is ended when it is closed, and read-only folders go', async () => {
  const source = makeRepository();
  const commit = source.commit({ 'a.txt': 'one' });
  const { workspaces } = openAll();
  const { folder } = await workspaces.open({ name: 'shop', url: source.folder }, 'run1', commit);
  const child = spawn('sleep', ['1000'], { cwd: folder, detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit');
  mkdirSync(join(folder, 'modules'));
  writeFileSync(join(folder, 'modules', 'a'), '');
  chmodSync(join(folder, 'modules'), 0o500);
  await workspaces.close('run1');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(existsSync(folder)).toBe(false);
});

it('a mirror whose remote is gone still opens what it has', async () => {
  const source = makeRepository();
  const commit = source.commit({ 'a.txt': 'one' });
  const { mirrors, workspaces } = openAll();
  await mirrors.fetch({ name: 'shop', url: source.folder });
  rmSync(source.folder, { recursive: true });
  const { folder } = await workspaces.open({ name: 'shop', url: source.folder }, 'run1', commit);
  expect(await git(['rev-parse', 'HEAD'], { folder })).toBe(`${commit}\n`);
});
