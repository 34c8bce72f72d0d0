import { glob, lstat, realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { AppError, type InputFile, mapreduceError } from '@oremill/types';
import { findInputs, type SourceFile } from '../input/find-inputs.ts';

/** Files listed at most, and looked at at most: a root may be somebody's home. */
const LISTED_MAX = 1_000;
const VISITED_MAX = 20_000;

/** `..` as a part of a path. */
const STEPS_UP = /(^|[/\\])\.\.([/\\]|$)/;

/**
 * Of glob's signs only `*`, `**` and `?`: braces and classes can spell `..`, and to expand twenty pairs of braces
 * takes minutes in which nothing else runs. Few stars, since each multiplies the time that a name takes to match.
 */
const FOREIGN_SIGNS = /[{}[\]()!+@]/;
const STARS_MAX = 4;

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
    const realRoots = await this.#realRoots();
    // Before the disk is touched: whether a file outside exists is nobody's business.
    if (!isBelowOne(wanted, [...this.roots, ...realRoots])) throw forbidden(input, this.roots);
    const files = await this.#find(wanted, input);
    return Promise.all(
      files.map(async (file) => {
        const real = await realpath(file.path);
        if (!isBelowOne(real, realRoots)) throw forbidden(input, this.roots);
        return real;
      }),
    );
  }

  async #find(wanted: string, input: string): Promise<SourceFile[]> {
    const isLiteral = await lstat(wanted).then(
      () => true,
      () => false,
    );
    const stars = input.match(/\*+/g)?.length ?? 0;
    if (!isLiteral && (FOREIGN_SIGNS.test(input) || stars > STARS_MAX)) throw missing(input, this.roots);
    try {
      return await findInputs([wanted]);
    } catch (error) {
      // Its own hint is for a shell.
      const isMissing = error instanceof AppError && error.code === 'INPUT_MISSING';
      throw isMissing ? missing(input, this.roots) : error;
    }
  }

  /** What could be run on, newest first. */
  async list(): Promise<{ items: InputFile[]; isTruncated: boolean }> {
    const realRoots = await this.#realRoots();
    const items: InputFile[] = [];
    let visited = 0;
    for (const root of this.roots) {
      for await (const name of glob('**/*', { cwd: root, exclude: isHidden })) {
        visited += 1;
        if (visited > VISITED_MAX) break;
        const path = resolve(root, name);
        // A link that leads out could not be run on, so it is not offered.
        const real = await realpath(path).catch(() => undefined);
        if (real === undefined || !isBelowOne(real, realRoots)) continue;
        const status = await stat(real).catch(() => undefined);
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

  #realRoots(): Promise<string[]> {
    return Promise.all(this.roots.map((root) => realpath(root).catch(() => root)));
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

function missing(input: string, roots: readonly string[]): Error {
  return mapreduceError('INPUT_MISSING', `no file matches ${input}`, {
    hint: `Write a path, or a glob of *, ** and ? with at most ${STARS_MAX} stars; relative to ${roots[0]}.`,
  });
}
