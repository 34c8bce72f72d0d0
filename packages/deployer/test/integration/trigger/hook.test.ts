import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { installHook, removeHook } from '../../../src/trigger/hook.ts';
import { addRepository, findRow } from '../../../src/trigger/repositories.ts';
import { takePushes } from '../../../src/trigger/take-pushes.ts';
import { Triggers } from '../../../src/trigger/triggers.ts';
import { makeFolder, makeRepository, type TestRepository } from '../../workspace/repository.ts';
import { ann, usePlace } from './place.ts';

const place = usePlace(() => [tmpdir()]);
const bin = mkdtempSync(join(tmpdir(), 'deployer-bin-'));
afterAll(() => rmSync(bin, { recursive: true }));

let bare: string;
let clone: TestRepository;

beforeEach(async () => {
  bare = makeFolder();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  clone = makeRepository();
  clone.git('remote', 'add', 'origin', bare);
  const repository = { name: 'app', url: bare, targetBranch: 'main', pollMs: null };
  await addRepository(place(), repository, ann);
});

function push(...refs: string[]): void {
  clone.git('push', '--quiet', '--force', 'origin', ...refs);
}

const take = async () => takePushes(place(), await findRow(place().state, 'app'));
const words = () => readdirSync(join(bare, 'oremill/pushes'));

test('a push while the platform is down is found when it is back, in the order of the pushes', async () => {
  await installHook(place(), 'app', undefined, ann);
  const first = clone.commit({ a: '1' });
  push('main');
  const second = clone.commit({ a: '2' });
  clone.git('tag', '--annotate', '--message', 'two', 'v2');
  push('main', 'v2');
  expect(words()).toHaveLength(2);
  expect(await take()).toMatchObject([
    { branch: 'main', commit: first },
    { branch: 'main', commit: second },
    { branch: 'refs/tags/v2', commit: second },
  ]);
  expect(await place().runs('app')).toEqual([
    { branch: 'main', commit: first, state: 'superseded' },
    { branch: 'main', commit: second, state: 'queued' },
    { branch: 'refs/tags/v2', commit: second, state: 'queued' },
  ]);
  expect(words()).toEqual([]);
  const user = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  const row = await place().state.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
  expect(row.trigger).toMatchObject({ kind: 'hook', by: user });
});

test('a platform that runs takes a push without being asked, and one that hears nothing is no loss', async () => {
  await installHook(place(), 'app', undefined, ann);
  const changed = async (commit: string) => {
    await expect
      .poll(async () => (await place().runs('app')).map((run) => run.commit), { timeout: 60_000 })
      .toContain(commit);
  };
  const triggers = new Triggers(place());
  try {
    const first = clone.commit({ a: '1' });
    push('main');
    await changed(first);
    const second = clone.commit({ a: '2' });
    push('main');
    await changed(second);
  } finally {
    await triggers.close();
  }
  const third = clone.commit({ a: '3' });
  push('main');
  expect(words()).toHaveLength(1);
  const next = new Triggers(place());
  try {
    await changed(third);
  } finally {
    await next.close();
  }
  expect(await place().runs('app')).toHaveLength(3);
});

test('the hook wants nothing but sh and what git needs itself', async () => {
  await installHook(place(), 'app', undefined, ann);
  for (const tool of ['git', 'sh', 'cat', 'date', 'mv', 'id', 'git-receive-pack']) {
    const path = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
    if (!existsSync(join(bin, tool))) symlinkSync(path, join(bin, tool));
  }
  clone.commit({ a: '1' });
  execFileSync('git', ['push', '--quiet', 'origin', 'main'], {
    cwd: clone.folder,
    env: { PATH: bin, HOME: clone.folder },
  });
  expect(await take()).toHaveLength(1);
});

test('a hook that was there goes on, gets what git tells, and is put back', async () => {
  const hook = join(bare, 'hooks/post-receive');
  const own = '#!/bin/sh\ncat > seen\n';
  mkdirSync(join(bare, 'hooks'), { recursive: true });
  writeFileSync(hook, own, { mode: 0o755 });
  chmodSync(hook, 0o755);
  await installHook(place(), 'app', bare, ann);
  await installHook(place(), 'app', bare, ann);
  const commit = clone.commit({ a: '1' });
  push('main');
  expect(readFileSync(join(bare, 'seen'), 'utf8')).toBe(`${'0'.repeat(40)} ${commit} refs/heads/main\n`);
  expect(await take()).toHaveLength(1);

  await removeHook(place(), 'app', ann);
  expect(readFileSync(hook, 'utf8')).toBe(own);
  expect([existsSync(`${hook}.before-oremill`), existsSync(join(bare, 'oremill'))]).toEqual([false, false]);
  await expect(removeHook(place(), 'app', ann)).rejects.toMatchObject({ code: 'REPOSITORY_INVALID' });
});

test('a push goes through where no word can be left, and says so', async () => {
  await installHook(place(), 'app', undefined, ann);
  rmSync(join(bare, 'oremill'), { recursive: true });
  clone.commit({ a: '1' });
  const told = execFileSync('git push origin main 2>&1', {
    cwd: clone.folder,
    shell: '/bin/sh',
    encoding: 'utf8',
  });
  expect(told).toMatch(/oremill: there is no word left of this push/);
  expect(execFileSync('git', ['-C', bare, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()).toBe(
    clone.git('rev-parse', 'main'),
  );
});

test('words that nobody of ours has written start nothing and are gone; links are not followed', async () => {
  await installHook(place(), 'app', undefined, ann);
  const folder = join(bare, 'oremill/pushes');
  const outside = join(makeFolder(), 'secret');
  writeFileSync(outside, `by eve\n${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/main\n`);
  writeFileSync(join(folder, '1.1'), 'by ann\nnonsense\n0 --upload-pack=x refs/heads/main\n');
  writeFileSync(join(folder, '2.2.new'), 'by ann\nis being written');
  symlinkSync(outside, join(folder, '3.3'));
  mkdirSync(join(folder, '4.4'));
  expect([await take(), words()]).toEqual([[], ['2.2.new', '3.3', '4.4']]);
  rmSync(join(bare, 'oremill'), { recursive: true });
  mkdirSync(join(bare, 'oremill'));
  symlinkSync(makeFolder(), join(bare, 'oremill/pushes'));
  await expect(take()).rejects.toThrow('is a link');
  expect(await place().runs('app')).toEqual([]);
});

test('what is no bare repository, is elsewhere, or has hooks elsewhere is refused', async () => {
  const refuse = (folder?: string) => expect(installHook(place(), 'app', folder, ann)).rejects;
  await refuse(makeFolder()).toMatchObject({ code: 'REPOSITORY_INVALID', message: /is no bare repository/ });
  const { roots: _, ...rest } = place();
  await expect(
    installHook({ ...rest, roots: [join(bare, 'hooks')] }, 'app', bare, ann),
  ).rejects.toMatchObject({
    message: expect.stringContaining('in no folder that repositories may be in'),
  });
  execFileSync('git', ['-C', bare, 'config', 'core.hooksPath', '/elsewhere']);
  await refuse(bare).toMatchObject({ message: /core.hooksPath is set/ });
  await addRepository(
    place(),
    { name: 'far', url: 'https://git.example/app.git', targetBranch: 'main', pollMs: null },
    ann,
  );
  await expect(installHook(place(), 'far', undefined, ann)).rejects.toMatchObject({
    message: /not on this machine/,
  });
});

test('words may be left by whoever may push: the folder is as the objects are', async () => {
  chmodSync(join(bare, 'objects'), 0o2775);
  await installHook(place(), 'app', undefined, ann);
  expect(statSync(join(bare, 'oremill/pushes')).mode & 0o7777).toBe(0o2775);
});

test('a link in the place of the hook is not written through, and hooks of others are left alone', async () => {
  const elsewhere = join(makeFolder(), 'theirs');
  writeFileSync(elsewhere, 'theirs', { mode: 0o600 });
  symlinkSync(elsewhere, join(bare, 'hooks/post-receive.new'));
  await installHook(place(), 'app', undefined, ann);
  expect(readFileSync(elsewhere, 'utf8')).toBe('theirs');
  expect(statSync(elsewhere).mode & 0o777).toBe(0o600);

  const shared = makeFolder();
  rmSync(join(bare, 'hooks'), { recursive: true });
  symlinkSync(shared, join(bare, 'hooks'));
  await expect(installHook(place(), 'app', undefined, ann)).rejects.toMatchObject({
    code: 'REPOSITORY_INVALID',
    message: `${join(bare, 'hooks')} is a link: its hooks are those of others, too`,
  });
  expect(readdirSync(shared)).toEqual([]);
});
