import type { TaskStreams } from '../../src/streaming/standard-streams.ts';

export interface MemoryStreams {
  readonly streams: TaskStreams;
  readonly stdout: () => string;
  readonly stderr: string[];
}

/** Streams of a task in memory; stdin comes in pieces of so many bytes. */
export function memoryStreams(input: string | Uint8Array, pieceBytes = 7): MemoryStreams {
  const bytes = Buffer.from(input as Uint8Array);
  const written: Buffer[] = [];
  const stderr: string[] = [];
  let at = 0;
  return {
    streams: {
      stdin: {
        read(target, start, bytesMax) {
          const taken = bytes.copy(
            target,
            start,
            at,
            Math.min(bytes.length, at + Math.min(bytesMax, pieceBytes)),
          );
          at += taken;
          return taken;
        },
        close: () => {},
      },
      write: (chunk) => written.push(Buffer.from(chunk)),
      tell: (line) => stderr.push(line),
    },
    stdout: () => Buffer.concat(written).toString('latin1'),
    stderr,
  };
}
