import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { TriggeredRun } from '@oremill/types';
import { PUSHES_FOLDER } from './hook-script.ts';
import { branchOfRef, isCommit, type Push } from './push.ts';
import type { RepositoryRow } from './repositories.ts';
import { requestAll } from './request-all.ts';
import type { TriggersWorld } from './triggers.ts';

/** A push of more refs than fit in it is found by the next look. */
const NOTE_BYTES_MAX = 1024 * 1024;
const NAME = /^\d+\.\d+$/;
const NAME_LENGTH_MAX = 100;

/**
 * Runs of the pushes that the hook of a repository has left word of, in their order. A word is taken away when its runs
 * are rows; until then it is read again, after a crash too, and finds the same runs.
 */
export async function takePushes(world: TriggersWorld, repository: RepositoryRow): Promise<TriggeredRun[]> {
  const { hookFolder, name } = repository;
  if (hookFolder === null) return [];
  const folder = join(hookFolder, PUSHES_FOLDER);
  // Those who push could have put a link in its place, and files elsewhere are none of ours.
  if ((await realpath(folder)) !== folder) throw new Error(`${folder} is a link`);
  const runs: TriggeredRun[] = [];
  for (const path of await notesIn(folder)) {
    const note = await readNote(path);
    // Another engine of this machine has taken it.
    if (note === undefined) continue;
    const { by, pushes } = parseNote(note);
    if (pushes.length === 0)
      world.log.warn({ repository: name, path }, 'it tells of no push that can be run');
    const commits = await Promise.all(pushes.map((push) => withCommit(world, hookFolder, push)));
    const trigger = { kind: 'hook', by, fromFork: false } as const;
    runs.push(...(await requestAll(world.requestRun, name, commits, trigger)));
    await unlink(path).catch(unlessGone);
  }
  return runs;
}

/** The oldest first: names hold seconds, and of two pushes within one the file's time tells. */
async function notesIn(folder: string): Promise<string[]> {
  const paths = (await readdir(folder)).filter((name) => NAME.test(name)).map((name) => join(folder, name));
  const notes = await Promise.all(
    paths.map(async (path) => ({ path, status: await lstat(path, { bigint: true }).catch(unlessGone) })),
  );
  return notes
    .flatMap(({ path, status }) => (status?.isFile() ? [{ path, at: status.mtimeNs }] : []))
    .sort((one, next) => (one.at < next.at ? -1 : 1))
    .map(({ path }) => path);
}

async function readNote(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    unlessGone,
  );
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(NOTE_BYTES_MAX), 0, NOTE_BYTES_MAX, 0);
    return buffer.subarray(0, bytesRead).toString();
  } finally {
    await file.close();
  }
}

/** `by NAME`, then lines as git gives them to the hook: the commit before, the commit, the ref. */
export function parseNote(note: string): { by: string; pushes: Push[] } {
  const [first = '', ...lines] = note.split('\n');
  const by = first
    .replace(/^by /, '')
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, NAME_LENGTH_MAX);
  const pushes = lines.flatMap((line): Push[] => {
    const [, commit = '', ref = ''] = line.split(' ');
    return isCommit(commit) && branchOfRef(ref) !== undefined ? [{ ref, commit }] : [];
  });
  return { by: by === '' ? 'push' : by, pushes };
}

/** Of a tag with a message git tells the tag; what is run is its commit. */
async function withCommit({ git }: TriggersWorld, folder: string, push: Push): Promise<Push> {
  if (!push.ref.startsWith('refs/tags/')) return push;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${push.commit}^{commit}`];
  // The repository may be another account's: nothing in it is run.
  const told = await git(args, { folder, config: { 'safe.directory': folder } });
  return { ...push, commit: told.trim() };
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
