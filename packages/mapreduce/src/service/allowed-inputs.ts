import { glob, realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { type InputFile, mapreduceError } from '@oremill/types';
import { findInputs } from '../input/find-inputs.ts';

/** Files listed at most, and looked at at most: a root may be somebody's home. */
const LISTED_MAX = 1_000;
const VISITED_MAX = 20_000;

/** `..` as a part of a path, also where a glob's braces would make it one. */
const STEPS_UP = /(^|[/\\{,])\.\.([/\\},]|$)/;

/**
 * Which files a client of the API may run jobs on: those under the configured roots once every link in their path
 * has been followed. A path is checked as it really is, and that real path is what the job opens.
 */
export class AllowedInputs {
  readonly roots: readonly string[];

  constructor(roots: readonly string[]) {
    this.roots = roots.map((root) => resolve(root));
  }

  /** Real paths of the files that `input` (file, folder or glob; relative to the first root) stands for. */
  async resolve(input: string): Promise<string[]> {
    const [firstRoot] = this.roots;
    if (firstRoot === undefined || STEPS_UP.test(input)) throw forbidden(input, this.roots);
    const wanted = isAbsolute(input) ? resolve(input) : resolve(firstRoot, input);
    const realRoots = await Promise.all(this.roots.map((root) => realpath(root).catch(() => root)));
    // Before the disk is touched: whether a file outside exists is nobody's business.
    if (!isBelowOne(wanted, [...this.roots, ...realRoots])) throw forbidden(input, this.roots);
    const files = await findInputs([wanted]);
    return Promise.all(
      files.map(async (file) => {
        const real = await realpath(file.path);
        if (!isBelowOne(real, realRoots)) throw forbidden(input, this.roots);
        return real;
      }),
    );
  }

  /** What could be run on, newest first. */
  async list(): Promise<{ items: InputFile[]; isTruncated: boolean }> {
    const items: InputFile[] = [];
    let visited = 0;
    for (const root of this.roots) {
      for await (const name of glob('**/*', { cwd: root, exclude: isHidden })) {
        visited += 1;
        if (visited > VISITED_MAX) break;
        const path = resolve(root, name);
        const status = await stat(path).catch(() => undefined);
        if (!status?.isFile()) continue;
        items.push({ path, bytes: status.size, modifiedAt: status.mtime.toISOString() });
      }
    }
    items.sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt) || a.path.localeCompare(b.path));
    return {
      items: items.slice(0, LISTED_MAX),
      isTruncated: visited > VISITED_MAX || items.length > LISTED_MAX,
    };
  }
}

function isBelowOne(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => isBelow(path, root));
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isHidden(name: string): boolean {
  return name
    .split(sep)
    .some((part) => part.startsWith('.') || part.startsWith('_') || part === 'node_modules');
}

function forbidden(input: string, roots: readonly string[]): Error {
  return mapreduceError('INPUT_FORBIDDEN', `${input} is not under a folder that jobs may read`, {
    hint: `Allowed: ${roots.join(', ') || 'none'}. Send the file as an upload, or add its folder to OREMILL_INPUT_ROOTS.`,
  });
}
