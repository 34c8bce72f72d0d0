import { posix } from 'node:path';
import { joinUri, type Objects, parseUri, type StoredObject } from '@oremill/runtime/objects';
import { AppError, mapreduceError } from '@oremill/types';
import type { SourceFile } from './find-inputs.ts';
import { asInputError } from './object-error.ts';

/**
 * The objects that `s3://bucket/key`, a folder or a glob in the key stand for, sorted. As of files, a folder means what
 * lies directly in it under names that begin with neither `.` nor `_`.
 */
export async function findObjects(input: string, objects: Objects): Promise<SourceFile[]> {
  try {
    const found = (await findOne(input, objects)) ?? (await findMany(input, objects));
    return found.map(({ uri, bytes, version, modifiedAt }) => ({
      path: uri,
      bytes,
      version,
      modifiedMs: modifiedAt.getTime(),
    }));
  } catch (error) {
    throw asInputError(error);
  }
}

/** A key that exists is meant as it is, also when it has brackets in it. */
async function findOne(input: string, objects: Objects): Promise<StoredObject[] | undefined> {
  const { key } = locate(input);
  if (key === '' || key.endsWith('/')) return undefined;
  try {
    return [await objects.stat(input)];
  } catch (error) {
    if (error instanceof AppError && error.code === 'OBJECT_MISSING') return undefined;
    throw error;
  }
}

async function findMany(input: string, objects: Objects): Promise<StoredObject[]> {
  const { key } = locate(input);
  const found = GLOB_SIGN.test(key) ? await matchGlob(input, objects) : await listFolder(input, objects);
  if (found.length === 0) {
    throw mapreduceError('INPUT_MISSING', `no object matches ${input}`, {
      hint: 'Objects in folders below are found by a glob: s3://bucket/folder/**/*.jsonl',
    });
  }
  return found.sort((a, b) => Buffer.compare(Buffer.from(a.uri), Buffer.from(b.uri)));
}

async function listFolder(input: string, objects: Objects): Promise<StoredObject[]> {
  const found = await Array.fromAsync(objects.list(input, { isShallow: true }));
  return found.filter(({ uri }) => !isHidden(posix.basename(uri)));
}

const GLOB_SIGN = /[*?[{]/;

/** Asks for what begins as the key does up to its first sign, and matches the rest here. */
async function matchGlob(input: string, objects: Objects): Promise<StoredObject[]> {
  const { bucket, key } = locate(input);
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

/** A name that a folder or a glob does not stand for, unless it says so. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}
