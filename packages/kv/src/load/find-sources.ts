import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isHidden, isObjectUri, matchGlobFiles, type Objects, onlyFiles } from '@oremill/runtime/objects';
import { kvError, MANIFEST_FILE } from '@oremill/types';
import { describeFile } from './describe-file.ts';
import { findObjectManifest, findObjects } from './find-objects.ts';
import { plainFormat } from './plain-format.ts';
import { readImageManifest, readManifest } from './read-manifest.ts';
import type { Source, SourceOptions } from './source.ts';
import { asSourceError, isCode, missing } from './source-error.ts';
import { told } from './told.ts';

/**
 * What paths, globs, folders and `s3://` stand for, in the order in which they are named, and sorted within each. A
 * folder with a manifest means its parts; one without, the files in it whose names begin with neither `.` nor `_`.
 * `-` is stdin. Each is there and can be read.
 */
export async function findSources(
  inputs: readonly string[],
  objects: Objects,
  options: SourceOptions = {},
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const input of inputs) {
    try {
      sources.push(...(await findInput(input, objects, options)));
    } catch (error) {
      throw told(asSourceError(input, error));
    }
  }
  if (sources.filter(({ place }) => place.kind === 'stdin').length > 1) {
    throw kvError('SOURCE_INVALID', 'stdin (-) can be read once', { hint: 'Name - once.' });
  }
  return sources;
}

/** The files that paths, globs and folders stand for, whatever is in them; none of a folder with a manifest. */
export async function findFiles(inputs: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const input of inputs) {
    try {
      files.push(...(await expand(input)).files);
    } catch (error) {
      throw told(asSourceError(input, error));
    }
  }
  return files;
}

/** The table images of a job's output, with what its manifest says of each; undefined when the input is something else. */
export async function findImageParts(input: string, objects: Objects): Promise<Source[] | undefined> {
  if (input === '-') return undefined;
  try {
    const manifest = isObjectUri(input)
      ? await findObjectManifest(input, objects)
      : (await expand(input)).manifest;
    return manifest === undefined ? undefined : await readImageManifest(manifest, objects);
  } catch (error) {
    throw told(asSourceError(input, error));
  }
}

async function findInput(input: string, objects: Objects, options: SourceOptions): Promise<Source[]> {
  if (input === '-') return [{ ...NOTHING_KNOWN, name: 'stdin', format: plainFormat(options) }];
  if (isObjectUri(input)) return findObjects(input, objects, options);
  const paths = await expand(input);
  if (paths.manifest !== undefined) return readManifest(paths.manifest, objects, options);
  const format = plainFormat(options);
  return Promise.all(paths.files.map((path) => describeFile(path, format)));
}

const NOTHING_KNOWN = {
  place: { kind: 'stdin' },
  bytes: undefined,
  version: undefined,
  isCompressed: false,
  sha256: undefined,
} as const;

interface Expanded {
  readonly files: readonly string[];
  readonly manifest?: string;
}

async function expand(input: string): Promise<Expanded> {
  // What exists is meant as it is, also when its name has brackets in it.
  const status = await stat(input).catch((error: unknown) => {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  if (status === undefined) return { files: await expandGlob(input) };
  if (!status.isDirectory()) {
    return basename(input) === MANIFEST_FILE ? { files: [], manifest: resolve(input) } : { files: [input] };
  }
  const names = await readdir(input);
  if (names.includes(MANIFEST_FILE)) return { files: [], manifest: resolve(input, MANIFEST_FILE) };
  const files = await onlyFiles(names.filter((name) => !isHidden(name)).map((name) => join(input, name)));
  if (files.length > 0) return { files };
  throw kvError('SOURCE_MISSING', `there are no files in folder ${input}`, {
    hint: 'Files in folders below are found by a glob: folder/**/*.tsv',
  });
}

async function expandGlob(input: string): Promise<string[]> {
  const files = await matchGlobFiles(input);
  if (files.length === 0) throw missing(input);
  return files;
}
