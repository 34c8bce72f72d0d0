import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Files, Random } from '@oremill/runtime';
import { logCorrupt } from '../log/log-corrupt.ts';
import { beginLogFile, HEADER_BYTES, ID_BYTES, listLogs, logPath, makeSafe } from '../log/log-file.ts';
import { operationBytesMax } from '../log/operations.ts';
import { readRecordFile } from '../log/record-file.ts';
import { type RecoveredLog, recoverLog } from '../log/recover-log.ts';
import type { LiveTable, OpenTableOptions } from './live-table.ts';
import { ReplayTarget } from './replay-target.ts';
import {
  listLeftovers,
  readSnapshot,
  replaceSnapshot,
  type Snapshot,
  snapshotPath,
} from './snapshot-file.ts';

export interface RecoverOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly openTable: (options: OpenTableOptions) => LiveTable;
  readonly acceptsLoss: boolean;
  /** Another dataset says what goes: nothing here expires or is evicted by itself. */
  readonly isFollowing: boolean;
}

export interface Recovered {
  readonly table: LiveTable;
  readonly snapshot: Snapshot;
  /** Of the entries of the snapshot. */
  readonly snapshotEntries: number;
  readonly log: RecoveredLog;
  /** No record of the table is larger. */
  readonly recordBytesMax: number;
}

/** Reads the snapshot of a dataset, does the operations of its log, and leaves both ready to go on. */
export async function recoverDataset(options: RecoverOptions): Promise<Recovered> {
  const { folder, files, openTable } = options;
  const snapshot = readSnapshot(folder) ?? (await createDataset(options));
  // Entries that have expired since count as long as operations are done: one of them may say that they never expire.
  let isRecovering = true;
  const clock: Clock = {
    nowMs: () => (isRecovering ? 0 : options.clock.nowMs()),
    monotonicMs: () => options.clock.monotonicMs(),
  };
  const table = openTable({ seed: snapshot.seed, clock, limitsLater: true });
  try {
    const target = new ReplayTarget(table);
    let blockBytesMax = 0;
    if (snapshot.records !== undefined) {
      table.deferOrder();
      await readRecordFile(join(folder, snapshot.records), snapshot.id, (records) => {
        table.appendOrdered(records);
        blockBytesMax = Math.max(blockBytesMax, records.length);
      });
      // Of a replica others are served meanwhile.
      while (!table.orderSome()) await nextTurn();
    }
    const snapshotEntries = table.count;
    const log = await recoverLog({
      ...snapshot,
      folder,
      files,
      firstNumber: snapshot.log,
      target,
      acceptsLoss: options.acceptsLoss,
    });
    try {
      target.flush();
      if (options.isFollowing) table.keepExpired(true);
      isRecovering = false;
      const end = log.place.start + log.file.bytes;
      if (end < snapshot.through) await replaceSnapshot(folder, { ...snapshot, through: end }, files);
      for (const path of listLeftovers(folder, snapshot)) await files.removeLater(path);
    } catch (error) {
      log.file.close();
      throw error;
    }
    // An entry that never expired may since have been given an expiry, which is more bytes.
    const recordBytesMax = Math.max(blockBytesMax, target.recordBytesMax) + operationBytesMax(0);
    return { table, snapshot, snapshotEntries, log, recordBytesMax };
  } catch (error) {
    table.close();
    throw error;
  }
}

/** The log first: without `snapshot.json` nothing has been taken, so whatever is there is of a beginning that was cut short. */
async function createDataset({ folder, files, random }: RecoverOptions): Promise<Snapshot> {
  const numbers = listLogs(folder);
  const path = logPath(folder, 1);
  const isBegun = numbers.every((number) => number === 1 && statSync(path).size <= HEADER_BYTES);
  if (!isBegun)
    throw logCorrupt(snapshotPath(folder), 0, 'the file is missing: it says where the log begins');
  const id = Buffer.from(Array.from({ length: ID_BYTES }, () => Math.floor(random() * 256)));
  const seed = BigInt(Math.floor(random() * 2 ** 32)) * 2n ** 32n + BigInt(Math.floor(random() * 2 ** 32));
  const place = { path, number: 1, start: 0, id };
  const file = beginLogFile(files, place);
  try {
    await makeSafe(files, place, file);
  } finally {
    file.close();
  }
  const snapshot = { id, seed, log: 1, start: 0, through: 0 };
  await replaceSnapshot(folder, snapshot, files);
  return snapshot;
}
