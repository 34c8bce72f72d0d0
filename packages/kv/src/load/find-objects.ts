import { posix } from 'node:path';
import { matchObjects, type Objects, type StoredObject } from '@oremill/runtime/objects';
import { kvError, MANIFEST_FILE } from '@oremill/types';
import { describeObject } from './describe-object.ts';
import { plainFormat } from './plain-format.ts';
import { readManifest } from './read-manifest.ts';
import type { Source, SourceOptions } from './source.ts';

/** The same for `s3://bucket/key`, a folder, or a glob in the key. */
export async function findObjects(uri: string, objects: Objects, options: SourceOptions): Promise<Source[]> {
  const found = await matchObjects(uri, objects, { alsoShown: MANIFEST_FILE });
  const manifest = manifestAmong(found);
  if (manifest !== undefined) return readManifest(manifest, objects, options);
  if (found.length === 0) {
    throw kvError('SOURCE_MISSING', `no object matches ${uri}`, {
      hint: 'Objects in folders below are found by a glob: s3://bucket/folder/**/*.tsv',
    });
  }
  const format = plainFormat(options);
  return found.map((object) => describeObject(object, format));
}

/** Where the manifest of an output in a bucket is; undefined when the URI stands for something else. */
export async function findObjectManifest(uri: string, objects: Objects): Promise<string | undefined> {
  return manifestAmong(await matchObjects(uri, objects, { alsoShown: MANIFEST_FILE }));
}

function manifestAmong(found: readonly StoredObject[]): string | undefined {
  return found.find(({ uri }) => posix.basename(uri) === MANIFEST_FILE)?.uri;
}
