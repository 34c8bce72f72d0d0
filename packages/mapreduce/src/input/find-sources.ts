import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Files } from '@oremill/runtime';
import { isObjectUri, type Objects } from '@oremill/runtime/objects';
import { mapreduceError } from '@oremill/types';
import { environmentObjects } from '../files/environment-objects.ts';
import { compressionOf, HEAD_BYTES } from './compression.ts';
import { findInputs } from './find-inputs.ts';
import { asInputError } from './object-error.ts';
import type { Source } from './plan-splits.ts';
import { spoolStream } from './spool-stdin.ts';

export const STDIN = '-';

export interface FindOptions {
  /** Files that are read whole are taken as they are, compressed or not. */
  readonly readAs?: 'lines' | 'files';
  readonly objects?: Objects;
}

/** Objects are looked into at the same time, since each takes a request. */
const LOOKED_INTO_AT_ONCE = 16;

/** The files to read, in the order of the inputs; each is checked, and stdin is to be spooled to `stdinPath`. */
export async function findSources(
  inputs: readonly string[],
  stdinPath: string,
  { readAs = 'lines', objects = environmentObjects }: FindOptions = {},
): Promise<Source[]> {
  if (inputs.length === 0) {
    throw mapreduceError('INPUT_MISSING', 'no input was given', {
      hint: 'Name a file, a folder, a glob, or -',
    });
  }
  if (inputs.filter((input) => input === STDIN).length > 1) {
    throw mapreduceError('INPUT_UNREADABLE', 'stdin can be read only once', { hint: 'Give - one time.' });
  }
  const sources: Source[] = [];
  for (const input of inputs) {
    if (input === STDIN) sources.push({ path: stdinPath, name: STDIN, bytes: 0 });
    else sources.push(...(await findInputs([input], objects)).map((file) => ({ ...file, name: file.path })));
  }
  if (readAs === 'files') return sources;
  return detectAll(sources, objects);
}

async function detectAll(sources: readonly Source[], objects: Objects): Promise<Source[]> {
  const detected: Source[] = [];
  for (let start = 0; start < sources.length; start += LOOKED_INTO_AT_ONCE) {
    const some = sources.slice(start, start + LOOKED_INTO_AT_ONCE);
    const looks = some.map((source) => detect(source, objects));
    detected.push(...(await Promise.all(looks)));
  }
  return detected;
}

/** Copies stdin to its file, if it is among the sources; returns them with its size. */
export async function spoolStdin(
  sources: readonly Source[],
  stdin: Readable,
  files: Files,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const spooled = sources.find((source) => source.name === STDIN);
  if (spooled === undefined) return sources;
  const bytes = await spoolStream(stdin, spooled.path, files, signal);
  const read = await detect({ ...spooled, bytes }, environmentObjects);
  return sources.map((source) => (source === spooled ? read : source));
}

/** Looks into the source for how it is compressed. */
async function detect(source: Source, objects: Objects): Promise<Source> {
  // Not there yet.
  if (source.name === STDIN && source.bytes === 0) return source;
  const head = isObjectUri(source.path) ? await readObjectHead(source, objects) : await readHead(source.path);
  const compression = compressionOf(source.name, head);
  return compression === undefined ? source : { ...source, compression };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readObjectHead({ path, bytes, version }: Source, objects: Objects): Promise<Uint8Array> {
  const range = { start: 0, end: Math.min(HEAD_BYTES, bytes) };
  try {
    return await buffer(await objects.read(path, range, { version }));
  } catch (error) {
    throw asInputError(error);
  }
}
