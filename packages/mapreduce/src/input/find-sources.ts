import type { Readable } from 'node:stream';
import { mapreduceError } from '@oremill/types';
import type { Files } from '../files/disk-files.ts';
import { findInputs } from './find-inputs.ts';
import type { Source } from './plan-splits.ts';
import { spoolStream } from './spool-stdin.ts';

export const STDIN = '-';

/** The files to read, in the order of the inputs; each is checked, and stdin is to be spooled to `stdinPath`. */
export async function findSources(inputs: readonly string[], stdinPath: string): Promise<Source[]> {
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
  return sources;
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
  return sources.map((source) => (source === spooled ? { ...source, bytes } : source));
}
