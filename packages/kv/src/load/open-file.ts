import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fileVersion } from './file-version.ts';
import type { Source } from './source.ts';
import { asSourceError, changed } from './source-error.ts';

/** A source that is a file, still the one that was found. */
export interface OpenFile {
  /** Puts bytes from `position` on into `target`; how many, 0 at the end of the source. */
  read(target: Buffer, position: number): number;
  /** Throws when the file was written to since it was found. */
  check(): void;
  close(): void;
}

export function openFile({ name, place, bytes = 0, version }: Source): OpenFile {
  if (place.kind !== 'file') throw new TypeError(`${name} is not a file`);
  const { path } = place;
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (error) {
      throw asSourceError(name, error);
    }
  };
  const file = attempt(() => openSync(path, 'r'));
  const check = (): void => {
    if (attempt(() => fileVersion(fstatSync(file, { bigint: true }))) !== version) throw changed(name);
  };
  const opened: OpenFile = {
    read(target, position) {
      const wanted = Math.min(target.length, bytes - position);
      if (wanted <= 0) return 0;
      const bytesRead = attempt(() => readSync(file, target, 0, wanted, position));
      if (bytesRead === 0) throw changed(name);
      return bytesRead;
    },
    check,
    close: () => closeSync(file),
  };
  try {
    check();
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}
