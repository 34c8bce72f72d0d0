import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Named as this file is: `.ts` in the workspace, `.js` where it is installed. */
const program = fileURLToPath(new URL(import.meta.url.replace(/guard(\.[jt]s)$/, 'guard-process$1')));

let guard: Writable | undefined;

/** From now on a process with this mark is ended when this process is, however that ends: also by SIGKILL. */
export function guardMark(mark: string): void {
  openGuard().write(`+${mark}\n`);
}

/** Nothing with this mark is left. */
export function releaseMark(mark: string): void {
  guard?.write(`-${mark}\n`);
}

/** One for all apps of this process; it reads a pipe that the kernel closes when this process is no more. */
function openGuard(): Writable {
  if (guard !== undefined) return guard;
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const opened = child.stdin;
  const forget = () => {
    if (guard === opened) guard = undefined;
  };
  opened.on('error', forget);
  child.once('error', forget).once('exit', forget);
  // It does not keep this process.
  child.unref();
  if ('unref' in opened && typeof opened.unref === 'function') opened.unref();
  guard = opened;
  return opened;
}
