import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Actor, deployerError, type Repository } from '@oremill/types';
import { recordChange } from '../access/changes.ts';
import { HOOK, HOOK_BEFORE, HOOK_MARK, HOOK_SCRIPT, PUSHES_FOLDER } from './hook-script.ts';
import { type RepositoriesWorld, toRepository, withRow } from './repositories.ts';
import { checkFolder, folderOfUrl } from './repository-url.ts';

/** Has the bare repository at `folder`, or at the repository's address, tell of pushes; a hook that is there stays. */
export async function installHook(
  world: RepositoriesWorld,
  name: string,
  folder: string | undefined,
  actor: Actor,
): Promise<Repository> {
  return withRow(world, name, async (state, repository) => {
    const place = folder ?? folderOfUrl(repository.url);
    if (place === undefined) {
      throw deployerError('REPOSITORY_INVALID', `${name} is at ${repository.url}, not on this machine`, {
        hint: 'Give the folder of the bare repository, where it is on this machine; else use a webhook.',
      });
    }
    const hookFolder = checkFolder(place, world.roots);
    writeHook(hookFolder);
    const row = await state
      .updateTable('repositories')
      .set({ hookFolder })
      .where('id', '=', repository.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const change = {
      actor,
      action: 'repository.hook-installed',
      subject: name,
      details: { hookFolder },
    } as const;
    await recordChange({ ...world, state }, change);
    return toRepository(row);
  });
}

export async function removeHook(world: RepositoriesWorld, name: string, actor: Actor): Promise<Repository> {
  return withRow(world, name, async (state, repository) => {
    if (repository.hookFolder === null) {
      throw deployerError('REPOSITORY_INVALID', `${name} has no hook of ours`);
    }
    takeHookAway(repository.hookFolder);
    const row = await state
      .updateTable('repositories')
      .set({ hookFolder: null })
      .where('id', '=', repository.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordChange({ ...world, state }, { actor, action: 'repository.hook-removed', subject: name });
    return toRepository(row);
  });
}

function writeHook(folder: string): void {
  if (!existsSync(join(folder, 'HEAD')) || !existsSync(join(folder, 'objects'))) {
    throw deployerError('REPOSITORY_INVALID', `${folder} is no bare repository`, {
      hint: 'Make one with git init --bare, or take the folder .git of a work tree.',
    });
  }
  if (/^\s*hookspath\s*=/im.test(readFileSync(join(folder, 'config'), 'utf8'))) {
    throw deployerError('REPOSITORY_INVALID', `${folder} has its hooks elsewhere: core.hooksPath is set`, {
      hint: 'Take that setting away, or poll the repository.',
    });
  }
  const hook = join(folder, HOOK);
  const before = join(folder, HOOK_BEFORE);
  makeLikeObjects(folder, dirname(join(folder, PUSHES_FOLDER)));
  makeLikeObjects(folder, join(folder, PUSHES_FOLDER));
  makeLikeObjects(folder, dirname(hook));
  if (realpathSync(dirname(hook)) !== dirname(hook)) {
    throw deployerError(
      'REPOSITORY_INVALID',
      `${dirname(hook)} is a link: its hooks are those of others, too`,
      {
        hint: 'Make it a folder of the repository, or poll the repository.',
      },
    );
  }
  if (isThere(hook) && !isOurs(hook)) {
    if (isThere(before)) {
      throw deployerError('REPOSITORY_INVALID', `${hook} and ${before} are both hooks of somebody else`, {
        hint: 'Make one of them, and take the other away.',
      });
    }
    renameSync(hook, before);
  }
  // Beside it and then in its place: a push that comes meanwhile runs a whole hook. Whoever owns the repository may have
  // put a link there: it is taken away and not written through, which root must not do.
  rmSync(`${hook}.new`, { force: true });
  writeFileSync(`${hook}.new`, HOOK_SCRIPT, { mode: 0o755, flag: 'wx' });
  chmodSync(`${hook}.new`, 0o755);
  ownAsFolder(folder, `${hook}.new`);
  renameSync(`${hook}.new`, hook);
}

/** What others have put in its place meanwhile stays. */
function takeHookAway(folder: string): void {
  const hook = join(folder, HOOK);
  const before = join(folder, HOOK_BEFORE);
  if (isOurs(hook)) {
    if (isThere(before)) renameSync(before, hook);
    else rmSync(hook);
  }
  rmSync(dirname(join(folder, PUSHES_FOLDER)), { recursive: true, force: true });
}

/** Whoever may push writes objects, and words of pushes as well. */
function makeLikeObjects(folder: string, made: string): void {
  if (existsSync(made)) return;
  mkdirSync(made);
  chmodSync(made, statSync(join(folder, 'objects')).mode & 0o7777);
  ownAsFolder(folder, made);
}

/** What root writes for others is theirs. */
function ownAsFolder(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  lchownSync(path, uid, gid);
}

/** A link counts, also one that leads nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isOurs(hook: string): boolean {
  return existsSync(hook) && readFileSync(hook, 'utf8').includes(HOOK_MARK);
}
