import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkOutMore } from '../../src/workspace/check-out-more.ts';
import { gitOf } from '../../src/workspace/git.ts';
import { openMirrors } from '../../src/workspace/mirrors.ts';
import { openWorkspaces } from '../../src/workspace/workspaces.ts';
import { makeFolder, makeRepository } from './repository.ts';

const git = gitOf(process.env);
const none = { submodules: false, lfs: false };

async function openWithSubmodule() {
  const library = makeRepository();
  library.commit({ 'lib.txt': 'library' });
  const source = makeRepository();
  source.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'lib');
  const commit = source.commit({ 'a.txt': 'one' });
  const folder = makeFolder();
  const workspaces = openWorkspaces(folder, openMirrors(join(folder, 'mirrors'), git), git);
  const opened = await workspaces.open({ name: 'shop', url: source.folder }, 'run1', commit);
  return { source, workspaces, folder: opened.folder };
}

it('submodules come where they are asked for, and go with the run', async () => {
  const { folder, source, workspaces } = await openWithSubmodule();
  await checkOutMore(none, { folder, url: source.folder }, git);
  expect(existsSync(join(folder, 'lib', 'lib.txt'))).toBe(false);
  await checkOutMore({ ...none, submodules: true }, { folder, url: source.folder }, git);
  expect(readFileSync(join(folder, 'lib', 'lib.txt'), 'utf8')).toBe('library');
  await workspaces.close('run1');
  expect(existsSync(folder)).toBe(false);
});

it('a repository of another machine gets no submodule from a folder of this one', async () => {
  const { folder } = await openWithSubmodule();
  const options = { folder, url: 'https://127.0.0.1:9/shop.git' };
  await expect(checkOutMore({ ...none, submodules: true }, options, git)).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringContaining("transport 'file' not allowed"),
  });
});

it('large files need git-lfs', async () => {
  const { folder, source } = await openWithSubmodule();
  const isThere = await git(['lfs', 'version'], { folder }).then(
    () => true,
    () => false,
  );
  const asked = checkOutMore({ ...none, lfs: true }, { folder, url: source.folder }, git);
  if (isThere) await asked;
  else await expect(asked).rejects.toMatchObject({ code: 'TOOL_MISSING' });
});

it('a submodule whose address has changed comes from the new one', async () => {
  const { folder, source, workspaces } = await openWithSubmodule();
  const asked = { ...none, submodules: true };
  await checkOutMore(asked, { folder, url: source.folder }, git);
  const moved = makeRepository();
  const wanted = moved.commit({ 'lib.txt': 'moved' });
  source.git('config', '--file', '.gitmodules', 'submodule.lib.url', moved.folder);
  source.git('-C', 'lib', '-c', 'protocol.file.allow=always', 'fetch', '--quiet', moved.folder, 'HEAD');
  source.git('-C', 'lib', 'checkout', '--quiet', wanted);
  const commit = source.commit({ 'a.txt': 'two' });
  const opened = await workspaces.open({ name: 'shop', url: source.folder }, 'run2', commit);
  await checkOutMore(asked, { folder: opened.folder, url: source.folder }, git);
  expect(readFileSync(join(opened.folder, 'lib', 'lib.txt'), 'utf8')).toBe('moved');
});
