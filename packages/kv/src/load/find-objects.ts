import { posix } from 'node:path';
import { joinUri, type Objects, parseUri, type StoredObject } from '@oremill/runtime/objects';
import { kvError, MANIFEST_FILE } from '@oremill/types';
import { describeObject } from './describe-object.ts';
import { isHidden } from './hidden.ts';
import { plainFormat } from './plain-format.ts';
import { readManifest } from './read-manifest.ts';
import type { Source, SourceOptions } from './source.ts';
import { isCode } from './source-error.ts';

/** The same for `s3://bucket/key`, a folder, or a glob in the key. */
export async function findObjects(uri: string, objects: Objects, options: SourceOptions): Promise<Source[]> {
  const { key } = locate(uri);
  const one = key === '' || key.endsWith('/') ? undefined : await statIfThere(uri, objects);
  if (one !== undefined) {
    if (posix.basename(key) === MANIFEST_FILE) return readManifest(uri, objects, options);
    return [describeObject(one, plainFormat(options))];
  }
  const found = GLOB_SIGN.test(key) ? await matchGlob(uri, objects) : await listFolder(uri, objects);
  const manifest = found.find((object) => posix.basename(object.uri) === MANIFEST_FILE);
  if (manifest !== undefined) return readManifest(manifest.uri, objects, options);
  if (found.length === 0) {
    throw kvError('SOURCE_MISSING', `no object matches ${uri}`, {
      hint: 'Objects in folders below are found by a glob: s3://bucket/folder/**/*.tsv',
    });
  }
  const format = plainFormat(options);
  return found
    .sort((a, b) => Buffer.compare(Buffer.from(a.uri), Buffer.from(b.uri)))
    .map((object) => describeObject(object, format));
}

async function statIfThere(uri: string, objects: Objects): Promise<StoredObject | undefined> {
  try {
    return await objects.stat(uri);
  } catch (error) {
    if (isCode(error, 'OBJECT_MISSING')) return undefined;
    throw error;
  }
}

async function listFolder(uri: string, objects: Objects): Promise<StoredObject[]> {
  const all = await Array.fromAsync(objects.list(uri, { isShallow: true }));
  return all.filter((object) => {
    const name = posix.basename(object.uri);
    return name === MANIFEST_FILE || !isHidden(name);
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
