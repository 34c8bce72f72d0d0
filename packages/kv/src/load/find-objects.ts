import { posix } from 'node:path';
import { matchObjects, type Objects } from '@oremill/runtime/objects';
import { kvError, MANIFEST_FILE } from '@oremill/types';
import { describeObject } from './describe-object.ts';
import { plainFormat } from './plain-format.ts';
import { readManifest } from './read-manifest.ts';
import type { Source, SourceOptions } from './source.ts';

/** The same for `s3://bucket/key`, a folder, or a glob in the key. */
export async function findObjects(uri: string, objects: Objects, options: SourceOptions): Promise<Source[]> {
  const found = await matchObjects(uri, objects, { alsoShown: MANIFEST_FILE });
  const manifest = found.find((object) => posix.basename(object.uri) === MANIFEST_FILE);
  if (manifest !== undefined) return readManifest(manifest.uri, objects, options);
  if (found.length === 0) {
    throw kvError('SOURCE_MISSING', `no object matches ${uri}`, {
      hint: 'Objects in folders below are found by a glob: s3://bucket/folder/**/*.tsv',
    });
  }
  const format = plainFormat(options);
  return found.map((object) => describeObject(object, format));
}
