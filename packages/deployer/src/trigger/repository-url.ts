import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AppError, deployerError } from '@oremill/types';

const PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:', 'ssh:', 'git:']);
/** `git@host:group/name.git`: ssh as git writes it. */
const SSH_SHORT = /^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][\w.-]*:(?!-)[^\s\p{Cc}]+$/u;

/**
 * Whether an address is one that git may be given. A path has to be below one of `roots`, after every link in it has
 * been followed; it comes back as such. No message repeats an address that has a password in it.
 */
export function checkUrl(url: string, roots: readonly string[]): string {
  if (/[\p{Cc}\s]/u.test(url) || url.startsWith('-') || /^[a-z0-9+.-]*::/i.test(url)) {
    throw refused('that is no address of a repository');
  }
  if (isAbsolute(url)) return checkFolder(url, roots);
  if (SSH_SHORT.test(url)) return url;
  // What URL and git would read in two ways.
  if (!/^[a-z]+:\/\/[^/]|^file:\/\/\//.test(url) || url.includes('\\') || !URL.canParse(url)) {
    throw refused('that is neither a URL nor an absolute path');
  }
  const parsed = new URL(url);
  if (parsed.protocol === 'file:') return checkFolder(pathOf(parsed), roots);
  if (!PROTOCOLS.has(parsed.protocol)) throw refused(`${parsed.protocol} is no protocol for a repository`);
  if (parsed.password !== '' || (parsed.username !== '' && parsed.protocol !== 'ssh:')) {
    throw refused('an address does not hold a user or a password: others would see it', {
      hint: 'Give git the password: a credential helper in the ~/.gitconfig of the server’s account, or an ssh key.',
    });
  }
  if (!/^[A-Za-z0-9[]/.test(parsed.host)) throw refused(`${url} names no host`);
  return url;
}

/** The folder, where an address is one of this machine. */
export function folderOfUrl(url: string): string | undefined {
  return isAbsolute(url) ? url : undefined;
}

/** Resolved, and below one of the roots. */
export function checkFolder(folder: string, roots: readonly string[]): string {
  let real: string;
  try {
    real = realpathSync(folder);
    if (!statSync(real).isDirectory()) throw refused(`${folder} is no folder`);
  } catch (cause) {
    throw refused(`there is no repository at ${folder}`, { cause });
  }
  const isAllowed = roots.flatMap(realRoot).some((root) => real === root || real.startsWith(root + sep));
  if (isAllowed) return real;
  throw refused(`${folder} is in no folder that repositories may be in`, {
    hint: 'Add one to OREMILL_REPOSITORY_ROOTS.',
  });
}

function realRoot(root: string): string[] {
  try {
    return [realpathSync(root)];
  } catch {
    return [];
  }
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw refused('that is no path of this machine', { cause });
  }
}

function refused(message: string, options: { hint?: string; cause?: unknown } = {}): AppError {
  return deployerError('REPOSITORY_INVALID', message, {
    hint: 'Take https://host/name.git, ssh://git@host/name.git, git@host:name.git, or the path of a bare repository.',
    ...options,
  });
}
