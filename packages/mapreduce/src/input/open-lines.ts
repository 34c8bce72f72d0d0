import type { KernelMemory } from '@oremill/json-fields';
import { isObjectUri, type Objects } from '@oremill/runtime/objects';
import type { Limits } from '../config.ts';
import { environmentObjects } from '../files/environment-objects.ts';
import type { Lines } from '../map/lines.ts';
import type { ByteSource } from './byte-source.ts';
import type { Compression } from './compression.ts';
import { decompress } from './decompress.ts';
import { FileSource } from './file-source.ts';
import { objectBytes } from './object-bytes.ts';
import type { Source, Split } from './plan-splits.ts';
import { FileReader } from './read-files.ts';
import { LineReader, readFrom } from './read-lines.ts';
import { storedBytes } from './stored-bytes.ts';
import { StreamSource } from './stream-source.ts';

const READ_AHEAD_BYTES = 256 * 1024;

export type OpenedLines = Lines & { close(): void };

/** The lines of a split, or its files. Offsets in a compressed file are those of its content. */
export function openLines(
  split: Split,
  limits: Limits,
  memory: KernelMemory,
  objects: Objects = environmentObjects,
): OpenedLines {
  if (split.files !== undefined) return new FileReader(split.files, limits, objects);
  if (split.compression === undefined) {
    return new LineReader(openPlain(split, readFrom(split), objects), split, limits, memory);
  }
  const whole = { start: 0, end: Number.POSITIVE_INFINITY };
  return new LineReader(openCompressed(split, split.compression, objects), whole, limits, memory);
}

/** The content of a source, from its byte `start` on unless it is compressed; little is read ahead. */
export function openBytes(source: Source, start: number, objects: Objects = environmentObjects): ByteSource {
  const { bytes: fileBytes, compression } = source;
  if (compression !== undefined) {
    return openCompressed({ ...source, start: 0, end: fileBytes, fileBytes }, compression, objects);
  }
  const end = Math.min(start + READ_AHEAD_BYTES, fileBytes);
  return openPlain({ ...source, start, end, fileBytes }, start, objects);
}

function openPlain(split: Split, start: number, objects: Objects): ByteSource {
  if (!isObjectUri(split.path)) return new FileSource(split.path, start, split.fileBytes);
  return new StreamSource((signal) => objectBytes(split, start, { objects, signal }));
}

function openCompressed(split: Split, compression: Compression, objects: Objects): ByteSource {
  const { path, name, fileBytes: bytes } = split;
  const source: StreamSource = new StreamSource((signal) => {
    const stored = isObjectUri(path)
      ? objectBytes(split, 0, { objects, signal })
      : storedBytes(split, signal);
    const onProgress = (bytesDone: number) => {
      source.storedBytesDone = bytesDone;
    };
    return decompress(stored, { name, compression, bytes, onProgress });
  });
  source.storedBytesDone = 0;
  return source;
}
