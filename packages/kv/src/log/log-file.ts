import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { DataFile, Files } from '@oremill/runtime';
import { readUint64, writeUint64 } from './uint64.ts';

/**
 * One file of a dataset's log. Positions count the bytes of all its files one after the other, headers too, so byte
 * `position - start` of this file is at `position`.
 */
export interface LogFile {
  readonly path: string;
  readonly number: number;
  readonly start: number;
  readonly id: LogId;
}

/** 16 random bytes: what was written to another log, or made up by who writes values, is not taken for ours. */
export type LogId = Buffer;

export const ID_BYTES = 16;

export function logPath(folder: string, number: number): string {
  return join(folder, `log-${String(number).padStart(6, '0')}`);
}

/** Numbers of the log files in a folder, in order. */
export function listLogs(folder: string): number[] {
  const numbers = readdirSync(folder).flatMap((name) => /^log-(\d{6,})$/.exec(name)?.[1] ?? []);
  return numbers.map(Number).sort((a, b) => a - b);
}

/** Magic, crc32 of all behind it, number, start, id. */
export const HEADER_BYTES = 8 + 4 + 4 + 8 + ID_BYTES;
const MAGIC = Buffer.from('OREMLOG1');
const CRC = 8;
const NUMBER = 12;
const START = 16;
const ID = 24;

export function encodeHeader({ number, start, id }: LogFile): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(number, NUMBER);
  writeUint64(header, start, START);
  id.copy(header, ID);
  header.writeUInt32LE(crc32(header.subarray(NUMBER)), CRC);
  return header;
}

/** Whether a file begins here; no frame is so long that it could begin with these bytes. */
export function isHeader(bytes: Buffer): boolean {
  return bytes.length >= MAGIC.length && MAGIC.compare(bytes, 0, MAGIC.length) === 0;
}

/** Whose file it is, by its header; undefined when that is damaged. */
export function decodeHeader(header: Buffer): Omit<LogFile, 'path'> | undefined {
  if (header.length < HEADER_BYTES || !header.subarray(0, CRC).equals(MAGIC)) return undefined;
  if (header.readUInt32LE(CRC) !== crc32(header.subarray(NUMBER, HEADER_BYTES))) return undefined;
  const id = Buffer.from(header.subarray(ID, HEADER_BYTES));
  return { number: header.readUInt32LE(NUMBER), start: readUint64(header, START), id };
}

/** An empty file of the log, which a power cut can take away until `makeSafe`. */
export function beginLogFile(files: Files, place: LogFile): DataFile {
  const file = files.create(place.path);
  try {
    file.write(encodeHeader(place));
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** What has been written to a file of the log is on the disk when this resolves, and its name too. */
export async function makeSafe(files: Files, place: LogFile, file: DataFile): Promise<void> {
  await file.datasync();
  await files.syncFolderLater(dirname(place.path));
}
