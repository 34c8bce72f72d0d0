import { Console } from 'node:console';
import { readSync, writeSync } from 'node:fs';
import { isDiskFull } from '@oremill/runtime';
import { mapreduceError } from '@oremill/types';
import { isCode } from '../files/error-code.ts';
import type { ByteSource } from '../input/byte-source.ts';

/** Between two tries at a pipe that is not ready and does not wait by itself. */
const PAUSE_MS = 2;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** What a task reads, writes and says; reads and writes wait, so that nothing piles up in memory. */
export interface TaskStreams {
  readonly stdin: ByteSource;
  readonly write: (bytes: Uint8Array) => void;
  /** One line, without its newline. */
  readonly tell: (line: string) => void;
}

/**
 * The streams of this process. What a job prints becomes talk on stderr: among the pairs on stdout it would be taken
 * for one.
 */
export function takeStandardStreams(): TaskStreams {
  let isLineOpen = false;
  const writeTalk = process.stderr.write.bind(process.stderr);
  const talk = (...args: Parameters<typeof process.stderr.write>): boolean => {
    const [chunk] = args;
    isLineOpen =
      chunk.length > 0 && (typeof chunk === 'string' ? !chunk.endsWith('\n') : chunk.at(-1) !== 10);
    return writeTalk(...args);
  };
  process.stderr.write = talk as typeof process.stderr.write;
  process.stdout.write = talk as typeof process.stdout.write;
  globalThis.console = new Console(process.stderr, process.stderr);
  return {
    stdin: {
      read: (target, start, bytesMax) => patiently(() => readSync(0, target, start, bytesMax, null)),
      close: () => {},
    },
    write(bytes) {
      try {
        writeAll(1, bytes);
      } catch (error) {
        throw asStdoutError(error);
      }
    },
    tell(line) {
      // A report counts only at the beginning of a line.
      writeAll(2, Buffer.from(`${isLineOpen ? '\n' : ''}${line}\n`));
      isLineOpen = false;
    },
  };
}

/** Says that stdout is a file on a full disk; a reader that has enough is another matter. */
function asStdoutError(error: unknown): unknown {
  if (!isDiskFull(error)) return error;
  return mapreduceError('DISK_FULL', 'no space left for what goes to stdout', {
    hint: 'Free some space, or write to another disk.',
    cause: error,
  });
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; )
    done += patiently(() => writeSync(file, bytes, done, bytes.length - done));
}

function patiently(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (!isCode(error, 'EAGAIN')) throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}
