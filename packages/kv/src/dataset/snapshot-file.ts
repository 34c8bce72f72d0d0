import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Files } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { z } from 'zod';
import { ID_BYTES, type LogId } from '../log/log-file.ts';

const position = z.number().int().nonnegative();

const snapshotSchema = z.object({
  format: z.literal(1),
  /** Of the log. */
  id: z.hex().length(ID_BYTES * 2),
  /** Of the table's hash, by which the records of the snapshot are ordered. */
  seed: z.hex().length(16),
  /** Where the entries are that the log begins with; absent: with none. */
  records: z.string().optional(),
  /** The first file of the log, and its position. */
  log: z.number().int().positive(),
  start: position,
  /** Entries may be in the snapshot as operations up to here have left them: the log must be there up to here. */
  through: position,
});

export interface Snapshot {
  readonly id: LogId;
  readonly seed: bigint;
  readonly records?: string;
  readonly log: number;
  readonly start: number;
  readonly through: number;
}

const FILE = 'snapshot.json';

export function snapshotPath(folder: string): string {
  return join(folder, FILE);
}

/** What the log begins with, and where: replacing this file makes a snapshot count. */
export async function replaceSnapshot(folder: string, snapshot: Snapshot, files: Files): Promise<void> {
  const path = snapshotPath(folder);
  const temporary = `${path}.tmp`;
  const file = files.create(temporary);
  try {
    file.write(Buffer.from(encodeSnapshot(snapshot)));
    await file.datasync();
  } finally {
    file.close();
  }
  files.rename(temporary, path);
  await files.syncFolderLater(dirname(path));
}

function encodeSnapshot({ id, seed, records, log, start, through }: Snapshot): string {
  const content = {
    format: 1,
    id: id.toString('hex'),
    seed: seed.toString(16).padStart(16, '0'),
    records,
    log,
    start,
    through,
  };
  return `${JSON.stringify({ ...content, checksum: crc32(JSON.stringify(content)) })}\n`;
}

/** Undefined when there is none. Throws LOG_CORRUPT. */
export function readSnapshot(folder: string): Snapshot | undefined {
  const path = snapshotPath(folder);
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const { id, seed, records, log, start, through } = snapshotSchema.parse(JSON.parse(text));
    const snapshot = {
      id: Buffer.from(id, 'hex'),
      seed: BigInt(`0x${seed}`),
      ...(records === undefined ? {} : { records }),
      log,
      start,
      through,
    };
    if (encodeSnapshot(snapshot) !== text) throw new RangeError('its checksum is another');
    return snapshot;
  } catch (error) {
    throw kvError('LOG_CORRUPT', `${path} is not what was written: it says where the log begins`, {
      hint: 'It was changed or damaged. Restore the folder of this dataset from a copy.',
      cause: error,
    });
  }
}

/** Files of a snapshot that was not finished, and those that a later one has replaced. */
export function listLeftovers(folder: string, { log, records }: Snapshot): string[] {
  const isLeftover = (name: string): boolean => {
    const number = /^log-(\d{6,})$/.exec(name)?.[1];
    if (number !== undefined) return Number(number) < log;
    return /^snapshot-\d{6,}$/.test(name) ? name !== records : /^snapshot.*\.tmp$/.test(name);
  };
  return readdirSync(folder)
    .filter(isLeftover)
    .map((name) => join(folder, name));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
