import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { mapreduceError } from '@oremill/types';
import type { Files } from '../files/disk-files.ts';
import { compressionOf, HEAD_BYTES } from './compression.ts';
import { findInputs } from './find-inputs.ts';
import type { Source } from './plan-splits.ts';
import { spoolStream } from './spool-stdin.ts';

export const STDIN = '-';

/**
 * The files to read, in the order of the inputs; each is checked, and stdin is to be spooled to `stdinPath`. Files that
 * are to be read whole are taken as they are, compressed or not.
 */
export async function findSources(
  inputs: readonly string[],
  stdinPath: string,
  readAs: 'lines' | 'files' = 'lines',
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
    else sources.push(...(await findInputs([input])).map((file) => ({ ...file, name: file.path })));
  }
  if (readAs === 'files') return sources;
  const detected: Source[] = [];
  for (const source of sources) detected.push(source.name === STDIN ? source : await detect(source));
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
  const read = await detect({ ...spooled, bytes });
  return sources.map((source) => (source === spooled ? read : source));
}

/** Looks into the source for how it is compressed. */
async function detect(source: Source): Promise<Source> {
  const compression = compressionOf(source.name, await readHead(source.path));
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
