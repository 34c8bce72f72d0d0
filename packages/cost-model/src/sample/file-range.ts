import { closeSync, openSync, readSync } from 'node:fs';

/** Whole lines of a file, to be read by whoever counts them. */
export interface FileRange {
  readonly path: string;
  /** In the file. */
  readonly start: number;
  readonly bytes: number;
  /** Of its first byte in the content. */
  readonly offset: number;
}

/** The bytes of a range, in `room` if they fit; fewer if the file has become shorter. */
export function readRange({ path, start, bytes }: FileRange, room: Buffer): Buffer {
  const target = bytes <= room.length ? room : Buffer.allocUnsafe(bytes);
  const descriptor = openSync(path, 'r');
  try {
    let taken = 0;
    while (taken < bytes) {
      const read = readSync(descriptor, target, taken, bytes - taken, start + taken);
      if (read === 0) break;
      taken += read;
    }
    return target.subarray(0, taken);
  } finally {
    closeSync(descriptor);
  }
}
