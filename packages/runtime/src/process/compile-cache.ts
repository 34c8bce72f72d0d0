import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where Node keeps code that it has compiled: a folder that only this user can write, since what is in it is run.
 * Undefined when there is no such place, and then code is compiled each time.
 */
export function compiledCodeFolder(): string | undefined {
  try {
    const home = homedir();
    // Below a home that is not there Node's mkdir may never end, and a relative one would be anybody's folder.
    if (!isAbsolute(home) || !statSync(home).isDirectory()) return undefined;
    const folder = join(home, '.cache', 'oremill', 'compiled-code');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return uid === userInfo().uid && (mode & 0o022) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes what this thread imports from now on start faster the next time: 0.15 s instead of 0.35 s for an engine. Each
 * thread has to ask for itself, before it imports anything large.
 */
export function keepCompiledCode(): void {
  const folder = compiledCodeFolder();
  if (folder !== undefined) enableCompileCache(folder);
}
