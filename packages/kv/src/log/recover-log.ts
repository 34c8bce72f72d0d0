import { createReadStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { DataFile, Files } from '@oremill/runtime';
import { logCorrupt } from './log-corrupt.ts';
import {
  beginLogFile,
  HEADER_BYTES,
  type LogFile,
  type LogId,
  listLogs,
  logPath,
  makeSafe,
} from './log-file.ts';
import { doOperations, type OperationTarget } from './operations.ts';
import { type FramesRead, hasLostPromise, readFrames } from './read-frames.ts';

export interface RecoverLogOptions {
  readonly folder: string;
  readonly files: Files;
  readonly id: LogId;
  /** The first file that is needed, where it begins, and up to where the log must be there. */
  readonly firstNumber: number;
  readonly start: number;
  readonly through: number;
  readonly target: OperationTarget;
  /** Damage ends the log instead of refusing it; the damaged files are kept as `….damaged`. */
  readonly acceptsLoss: boolean;
}

/** What was not whole, and is no part of the log any more. */
export interface LogCut {
  readonly path: string;
  readonly byte: number;
  readonly bytes: number;
}

export interface RecoveredLog {
  /** Where to write on. */
  readonly place: LogFile;
  readonly file: DataFile;
  readonly operations: number;
  readonly cut: LogCut | undefined;
}

/**
 * Does the operations of a log in order and opens its end for writing. A torn end, which a power cut leaves, is cut off;
 * damage before the end throws LOG_CORRUPT.
 */
export async function recoverLog(options: RecoverLogOptions): Promise<RecoveredLog> {
  const { folder, files, id, firstNumber, through, target, acceptsLoss } = options;
  const numbers = listLogs(folder).filter((number) => number >= firstNumber);
  let { start } = options;
  let operations = 0;
  for (let index = 0; ; index += 1) {
    const number = firstNumber + index;
    const place: LogFile = { path: logPath(folder, number), number, start, id };
    const isMissing = numbers[index] !== number;
    const read = isMissing
      ? NOTHING
      : await readFrames(place, (frame, byte) => {
          operations += doFrame(place, byte, frame, target);
        });
    const isLast = index >= numbers.length - 1;
    const damage = isMissing ? 'the file is missing' : await findDamage(place, read, { isLast, through });
    if (damage === undefined && !isLast) {
      start += read.fileBytes;
      continue;
    }
    if (damage !== undefined) {
      if (!acceptsLoss) throw logCorrupt(place.path, read.wholeBytes, damage);
      await setAside(folder, { from: number, numbers }, files);
    }
    const file = await openEnd(place, read, files);
    const bytes = read.fileBytes - read.wholeBytes;
    const cut = bytes === 0 ? undefined : { path: place.path, byte: read.wholeBytes, bytes };
    return { place, file, operations, cut };
  }
}

const NOTHING: FramesRead = { wholeBytes: 0, fileBytes: 0, safeBytes: 0 };

function doFrame(place: LogFile, byte: number, frame: Buffer, target: OperationTarget): number {
  try {
    return doOperations(frame, target);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw logCorrupt(place.path, byte, `${error.message}; a newer Oremill may have written it`);
  }
}

interface Expected {
  readonly isLast: boolean;
  readonly through: number;
}

/** Why what was read is not what a crash leaves. */
async function findDamage(
  place: LogFile,
  { wholeBytes, fileBytes, foreign }: FramesRead,
  { isLast, through }: Expected,
): Promise<string | undefined> {
  if (foreign !== undefined) return foreign;
  const isTorn = wholeBytes < fileBytes || wholeBytes < HEADER_BYTES;
  if (isTorn && !isLast) return 'not what was written here, and a later file follows';
  if (isTorn && (await hasLostPromise(place, wholeBytes))) {
    return 'not what was written here, and what follows says that it was on the disk';
  }
  const end = place.start + wholeBytes;
  if (isLast && end < through)
    return `the log ends here, ${through - end} bytes before the snapshot was complete`;
  return undefined;
}

/** Keeps damaged files for whoever may want to look into them, the last first, so that they never follow a gap. */
async function setAside(
  folder: string,
  { from, numbers }: { from: number; numbers: readonly number[] },
  files: Files,
): Promise<void> {
  for (const number of numbers.toReversed()) {
    const path = logPath(folder, number);
    if (number > from) files.rename(path, `${path}.damaged`);
    // What is whole of this one stays the end of the log.
    if (number === from) await copyFile(path, `${path}.damaged`);
  }
}

/** Makes sure that all that is whole is on the disk, and nothing else, and opens the file to write on. */
async function openEnd(place: LogFile, read: FramesRead, files: Files): Promise<DataFile> {
  const isBegun = read.wholeBytes >= HEADER_BYTES;
  const file = isBegun ? files.append(place.path) : beginLogFile(files, place);
  try {
    if (isBegun) await repairEnd(place, read, file);
    await makeSafe(files, place, file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

async function repairEnd(
  place: LogFile,
  { wholeBytes, fileBytes, safeBytes }: FramesRead,
  file: DataFile,
): Promise<void> {
  if (fileBytes > wholeBytes) file.truncate(wholeBytes);
  // Nobody knows of these bytes that they are on the disk. After a sync that failed, a new sync alone would leave them
  // in the cache, as the kernel takes them for written; so they are written once more.
  let at = safeBytes;
  for await (const bytes of createReadStream(place.path, { start: safeBytes, end: wholeBytes - 1 })) {
    file.writeAt(bytes as Buffer, at);
    at += (bytes as Buffer).length;
  }
}
