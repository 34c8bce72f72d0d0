import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { kvError } from '@oremill/types';

/**
 * The real path of a file or folder that a client may have published: below one of the roots once every link has been
 * followed, those in the folder too. `s3://` is allowed, since the server's own rights decide there. No globs, and no `-`.
 */
export async function allowedSource(source: string, roots: readonly string[]): Promise<string> {
  if (/^s3:\/\//i.test(source)) return source;
  const [first] = roots;
  const wanted = isAbsolute(source) ? resolve(source) : resolve(first ?? '/', source);
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => resolve(root))));
  // Before the disk is touched: whether a file outside exists is nobody's business.
  if (!isBelowOne(wanted, [...roots.map((root) => resolve(root)), ...realRoots]))
    throw forbidden(source, roots);
  const real = await realOf(wanted, source);
  for (const path of [real, ...(await entriesOf(real))]) {
    if (!isBelowOne(await realOf(path, source), realRoots)) throw forbidden(source, roots);
  }
  return real;
}

async function realOf(path: string, source: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw kvError('SOURCE_MISSING', `there is no ${source}, or something in it is a link to nowhere`, {
      cause,
    });
  }
}

/** What a publish of a folder may read: it goes no deeper. */
async function entriesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [];
  return (await readdir(path)).map((name) => join(path, name));
}

function isBelowOne(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`));
}

function forbidden(source: string, roots: readonly string[]): Error {
  return kvError('FORBIDDEN', `${source} is not below a folder that may be read`, {
    hint: `These may: ${roots.join(', ')}. OREMILL_INPUT_ROOTS names more.`,
  });
}
