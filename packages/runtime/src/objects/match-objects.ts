import { posix } from 'node:path';
import { AppError } from '@oremill/types/errors';
import type { Objects, StoredObject } from './objects.ts';
import { joinUri, parseUri } from './uri.ts';

export interface MatchOptions {
  /** What else a folder shows, of the names that are hidden. */
  readonly alsoShown?: string;
}

/**
 * The objects that `s3://bucket/key`, a folder or a glob in the key stand for, sorted by the bytes of their names; where
 * nothing is, nothing. A key that exists is meant as it is, also when it has brackets in it. A folder means what lies
 * directly in it under names that are not hidden.
 */
export async function matchObjects(
  uri: string,
  objects: Objects,
  { alsoShown }: MatchOptions = {},
): Promise<StoredObject[]> {
  const { key } = locate(uri);
  const one = key === '' || key.endsWith('/') ? undefined : await statIfThere(uri, objects);
  if (one !== undefined) return [one];
  const found = GLOB_SIGN.test(key)
    ? await matchGlob(uri, objects)
    : await listFolder(uri, objects, alsoShown);
  return found.sort((a, b) => Buffer.compare(Buffer.from(a.uri), Buffer.from(b.uri)));
}

/** Whether a folder or a glob does not stand for what has this name, unless it says so. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}

async function statIfThere(uri: string, objects: Objects): Promise<StoredObject | undefined> {
  try {
    return await objects.stat(uri);
  } catch (error) {
    if (error instanceof AppError && error.code === 'OBJECT_MISSING') return undefined;
    throw error;
  }
}

async function listFolder(
  uri: string,
  objects: Objects,
  alsoShown: string | undefined,
): Promise<StoredObject[]> {
  const all = await Array.fromAsync(objects.list(uri, { isShallow: true }));
  return all.filter((object) => {
    const name = posix.basename(object.uri);
    return name === alsoShown || !isHidden(name);
  });
}

const GLOB_SIGN = /[*?[{]/;

/** Asks for what begins as the key does up to its first sign, and matches the rest here. */
async function matchGlob(uri: string, objects: Objects): Promise<StoredObject[]> {
  const { bucket, key } = locate(uri);
  const literal = key.slice(0, key.search(GLOB_SIGN));
  const folder = literal.slice(0, literal.lastIndexOf('/') + 1);
  const isShallow = !key.slice(folder.length).includes('/') && !key.includes('**');
  const options = { isShallow, startsWith: literal.slice(folder.length) };
  const wantsHidden = isHidden(posix.basename(key));
  const found: StoredObject[] = [];
  for await (const object of objects.list(joinUri(`s3://${bucket}`, folder), options)) {
    const name = locate(object.uri).key;
    if (isHidden(posix.basename(name)) && !wantsHidden) continue;
    if (posix.matchesGlob(name, key)) found.push(object);
  }
  return found;
}

function locate(uri: string): { bucket: string; key: string } {
  const location = parseUri(uri);
  if (location.kind !== 's3') throw new TypeError(`${uri} is not in S3`);
  return location;
}
