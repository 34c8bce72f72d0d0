import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { kvError } from '@oremill/types';
import {
  decodeHeader,
  decodeTrailer,
  FILE_BYTES_MAX,
  HEADER_BYTES,
  type ImageDescription,
  sectionsOf,
  TRAILER_BYTES,
} from './image-format.ts';

/** What header and trailer say; the rest is not read. Throws IMAGE_CORRUPT when they cannot be those of a whole file. */
export function describeImage(path: string): ImageDescription {
  const file = openImageFile(path);
  try {
    return describeOpenImage(path, file);
  } finally {
    closeSync(file);
  }
}

/** Throws SOURCE_MISSING, or SOURCE_UNREADABLE. */
export function openImageFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw kvError(
      isMissing ? 'SOURCE_MISSING' : 'SOURCE_UNREADABLE',
      isMissing ? `there is no table image ${path}` : `the table image ${path} cannot be read`,
      { cause: error },
    );
  }
}

export function describeOpenImage(path: string, file: number): ImageDescription {
  const { size } = fstatSync(file);
  if (size < HEADER_BYTES + TRAILER_BYTES) {
    throw imageCorrupt(path, size, 'it ends there, which is too short for a table image');
  }
  const header = decodeHeader(readAt(path, file, 0, HEADER_BYTES));
  if ('fault' in header) throw imageCorrupt(path, header.at, header.fault);
  const trailerAt = size - TRAILER_BYTES;
  const trailer = decodeTrailer(readAt(path, file, trailerAt, TRAILER_BYTES));
  if (trailer === undefined) {
    throw imageCorrupt(path, trailerAt, 'its trailer is not what was written, or the file was cut');
  }
  // All places follow from counts, so counts that are made up cannot reach beyond the file.
  const sections = sectionsOf(header, trailer);
  if (sections.fileBytes !== size || trailer.fileBytes !== size) {
    throw imageCorrupt(path, size, `it ends there, and its sections take ${sections.fileBytes} bytes`);
  }
  if (size > FILE_BYTES_MAX) throw imageCorrupt(path, FILE_BYTES_MAX, 'no image is that large');
  if (trailer.mostInBucket > trailer.entries || trailer.entries > trailer.dataBytes) {
    throw imageCorrupt(path, trailerAt, 'its counts contradict each other');
  }
  return { ...header, ...trailer, ...sections };
}

export function imageCorrupt(path: string, at: number, fault: string): Error {
  return kvError('IMAGE_CORRUPT', `${path} is damaged at byte ${at}: ${fault}`, {
    hint: 'Nothing of it is used. Restore the file from a copy, or build it again from its source.',
  });
}

function readAt(path: string, file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) throw imageCorrupt(path, position + done, 'it ends there while it is read');
    done += read;
  }
  return bytes;
}
