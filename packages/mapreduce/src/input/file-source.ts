import { closeSync, openSync, readSync } from 'node:fs';
import { mapreduceError } from '@oremill/types';
import type { ByteSource } from './byte-source.ts';

/** A plain file on a disk, read from `start` on, up to the size that it had when the job was planned. */
export class FileSource implements ByteSource {
  readonly #path: string;
  readonly #file: number;
  readonly #fileBytes: number;
  #at: number;

  constructor(path: string, start: number, fileBytes: number) {
    this.#path = path;
    this.#at = start;
    this.#fileBytes = fileBytes;
    this.#file = attempt(path, () => openSync(path, 'r'));
  }

  read(target: Buffer, start: number, bytesMax: number): number {
    // What is appended while the job runs is not part of its input.
    const wanted = Math.min(bytesMax, this.#fileBytes - this.#at);
    if (wanted <= 0) return 0;
    const bytesRead = attempt(this.#path, () => readSync(this.#file, target, start, wanted, this.#at));
    if (bytesRead === 0) throw becameShorter(this.#path, this.#at);
    this.#at += bytesRead;
    return bytesRead;
  }

  close(): void {
    closeSync(this.#file);
  }
}

export function becameShorter(path: string, at: number): Error {
  return mapreduceError('INPUT_UNREADABLE', `${path} became shorter while it was read, at byte ${at}`, {
    hint: 'Run the job again on a file that nothing writes to.',
  });
}

export function unreadable(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return mapreduceError('INPUT_UNREADABLE', `${path} cannot be read (${code})`, {
    hint: 'Check that it is still there, then run the job again.',
    cause: error,
  });
}

function attempt(path: string, read: () => number): number {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}
