import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deployerError } from '@oremill/types';

export interface ReportLimits {
  /** Of the whole report. */
  readonly bytesMax: number;
  /** Of one that has to be in memory as a whole, as JSON has. */
  readonly jsonBytesMax: number;
  /** Of one text within a report: what a test has printed, say. */
  readonly textBytesMax: number;
}

const MIB = 1024 * 1024;
export const REPORT_LIMITS: ReportLimits = {
  bytesMax: 1024 * MIB,
  jsonBytesMax: 64 * MIB,
  textBytesMax: 16 * MIB,
};

/** A report that is about to be read. */
export interface ReportSource {
  /** As errors name it: from the root of the repository. */
  readonly name: string;
  /** No more than the limits have. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly limits: ReportLimits;
  /** Names a file of the code as the repository does. */
  readonly fileOf: (path: string) => string;
}

export interface OpenReportOptions {
  readonly limits?: Partial<ReportLimits> | undefined;
  /** Of the repository; reports that name files by whole paths are read relative to it. */
  readonly root?: string | undefined;
  /** As errors name the report; its path from the root, unless given. */
  readonly name?: string | undefined;
  /** Below the root, where the tool has run: it names files from there. */
  readonly directory?: string | undefined;
}

/** Throws REPORT_MISSING, REPORT_TOO_LARGE. */
export async function openReport(path: string, options: OpenReportOptions = {}): Promise<ReportSource> {
  const limits = { ...REPORT_LIMITS, ...options.limits };
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw deployerError('REPORT_MISSING', `${path} is no file`, {
      hint: 'Did the step that writes it run, and write it here?',
    });
  }
  const fileOf = fileNames(options.root, options.directory);
  const name = options.name ?? fileNames(options.root)(path);
  if (found.size > limits.bytesMax) throw tooLarge(name, found.size, limits.bytesMax);
  const bytes = bounded(name, createReadStream(path), limits.bytesMax);
  return { name, bytes, limits, fileOf };
}

/** The same bytes, of a report that may be longer than it was when it was opened. Throws REPORT_TOO_LARGE. */
export async function* bounded(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array, void> {
  let readBytes = 0;
  for await (const chunk of bytes) {
    readBytes += chunk.length;
    if (readBytes > bytesMax) throw tooLarge(name, readBytes, bytesMax);
    yield chunk;
  }
}

export function tooLarge(name: string, bytes: number, bytesMax: number) {
  return deployerError('REPORT_TOO_LARGE', `${name} has ${bytes} bytes, and at most ${bytesMax} are read`, {
    hint: 'Have the tool report less: no output of tests, say, or a report for each package.',
  });
}

/** Paths below the root lose it; others are as they are. */
function fileNames(root: string | undefined, directory = '.'): (path: string) => string {
  return (path) => {
    const plain = path.startsWith('file://') ? fileURLToPath(path) : path;
    if (root === undefined) return plain;
    const within = relative(resolve(root), resolve(root, directory, plain));
    return within.startsWith('..') ? plain : within.split(sep).join('/');
  };
}
