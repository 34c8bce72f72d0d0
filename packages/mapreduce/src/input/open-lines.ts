import type { Limits } from '../config.ts';
import type { KernelMemory } from '../kernel/kernel-memory.ts';
import type { ByteSource } from './byte-source.ts';
import { decompress } from './decompress.ts';
import { FileSource } from './file-source.ts';
import type { Split } from './plan-splits.ts';
import { LineReader, readFrom } from './read-lines.ts';
import { storedBytes } from './stored-bytes.ts';
import { StreamSource } from './stream-source.ts';

/** The lines of a split. Offsets in a compressed file are those of its content. */
export function openLines(split: Split, limits: Limits, memory: KernelMemory): LineReader {
  if (split.compression === undefined) return new LineReader(openPlain(split), split, limits, memory);
  const whole = { start: 0, end: Number.POSITIVE_INFINITY };
  return new LineReader(openCompressed(split, split.compression), whole, limits, memory);
}

function openPlain(split: Split): ByteSource {
  return new FileSource(split.path, readFrom(split), split.fileBytes);
}

function openCompressed(split: Split, compression: NonNullable<Split['compression']>): ByteSource {
  const { name, fileBytes: bytes } = split;
  const source: StreamSource = new StreamSource((signal) =>
    decompress(storedBytes(split, signal), {
      name,
      compression,
      bytes,
      onProgress: (bytesDone) => {
        source.storedBytesDone = bytesDone;
      },
    }),
  );
  source.storedBytesDone = 0;
  return source;
}
