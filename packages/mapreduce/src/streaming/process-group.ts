import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

export interface GroupSpec {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file, or bytes that are given as the process takes them. */
  readonly stdin: { readonly path: string } | AsyncIterable<Uint8Array>;
}

/**
 * The shell becomes the program and leaves a watcher behind, which reads from a pipe until our end of it is gone: by a
 * kill -9 too. Then it ends the group. It goes itself when the group is ended because the program has.
 */
const GUARD = `
(
  (
    trap '' INT TERM QUIT HUP
    read -r word <&3
    kill -s KILL -- -$$
  ) </dev/null >/dev/null 2>&1 &
)
exec 3<&-
exec "$@"
`;

/** Starts a program in a group of its own, with a watcher. Throws ENOENT or EACCES when it is not there. */
export function startGroup({ argv, cwd, env, stdin }: GroupSpec): ChildProcess {
  const [program, ...args] = argv;
  const found = findProgram(program, cwd, env.PATH);
  const file = 'path' in stdin ? openSync(stdin.path, 'r') : undefined;
  try {
    const child = spawn('/bin/sh', ['-c', GUARD, 'guard', found, ...args], {
      cwd,
      env,
      // A group of its own, so that what the program has started goes with it.
      detached: true,
      stdio: [file ?? 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    if (!isWatchingExit) process.once('exit', endAll);
    isWatchingExit = true;
    live.add(child);
    return child;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Throws ENOENT or EACCES, as starting the program would. */
function findProgram(program: string, cwd: string, path = ''): string {
  const folders = program.includes('/') ? [cwd] : path.split(delimiter);
  const places = folders.map((folder) => resolve(cwd, folder, program));
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) throw Object.assign(new Error(`no ${program}`), { code: 'ENOENT', program });
  try {
    accessSync(found, constants.X_OK);
  } catch {
    throw Object.assign(new Error(`${program} may not be run`), { code: 'EACCES', program });
  }
  return found;
}

/** Processes that have not ended: they must not outlive this one. */
const live = new Set<ChildProcess>();
let isWatchingExit = false;

function endAll(): void {
  for (const child of live) endGroup(child);
}

/** Ends a program and all that it has started. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

/** Its end has been seen. */
export function forgetGroup(child: ChildProcess): void {
  live.delete(child);
}
