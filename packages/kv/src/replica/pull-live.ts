import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Files, writeFileAtomic } from '@oremill/runtime';
import { replaceSnapshot } from '../dataset/snapshot-file.ts';
import { AppendLog } from '../log/append-log.ts';
import { LogFeed } from '../log/log-feed.ts';
import type { LogId } from '../log/log-file.ts';
import type { OperationTarget } from '../log/operations.ts';
import { readRecordFile } from '../log/record-file.ts';
import { recoverLog } from '../log/recover-log.ts';
import { compareLog } from './compare-log.ts';
import { followLog, type LogSink } from './follow-log.ts';
import { type LeaderClient, PIECE_BYTES, PieceDamaged } from './leader-client.ts';
import type { ListedSnapshot } from './leader-list.ts';
import { pullFile } from './pull-file.ts';

export interface PullLive {
  readonly dataset: string;
  /** Where the log and the snapshot go; what an earlier try left there is gone on with. */
  readonly folder: string;
  /** Empties that folder. */
  readonly clear: () => void;
  readonly files: Files;
  readonly clock: Clock;
  readonly connect: (signal: AbortSignal) => Promise<LeaderClient>;
  readonly onProgress: (pulledBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

/** Nearer to the end of a log that is written it may never be. */
const NEAR_BYTES = 2 * PIECE_BYTES;

/**
 * Pulls a live dataset into a folder where it can be opened: what its log begins with, and the log, both at the same time,
 * so that the leader may go on with a new snapshot meanwhile.
 */
export async function pullLive(options: PullLive): Promise<void> {
  const { dataset, folder, files, connect, onProgress, signal } = options;
  const over = new AbortController();
  const stopping = AbortSignal.any([signal, over.signal]);
  const client = await connect(stopping);
  const tasks: Promise<void>[] = [];
  try {
    const snapshot = await client.snapshot(dataset);
    const { records, recordBytes, start, through } = snapshot;
    begin(options, snapshot);
    let end = start;
    let pulledBytes = 0;
    const caughtUp = Promise.withResolvers<void>();
    const tell = () => onProgress(pulledBytes + end - start, recordBytes + end - start);
    const logged = pullLog(options, snapshot, stopping, (position, leaderEnd) => {
      end = position;
      tell();
      if (position >= through && leaderEnd - position < NEAR_BYTES) caughtUp.resolve();
    });
    const pullRecords = async () => {
      if (records === undefined) return;
      await pullFile({
        path: join(folder, records),
        bytes: recordBytes,
        files,
        read: (offset) => client.records(dataset, records, offset),
        onProgress: (bytes) => {
          pulledBytes = bytes;
          tell();
        },
      });
      await checkRecords(join(folder, records), snapshot, files);
    };
    const pulled = pullRecords();
    tasks.push(logged, pulled);
    // The log does not end by itself: what ends it is a failure, or our being told to stop.
    await Promise.race([Promise.all([pulled, caughtUp.promise]), logged]);
    signal.throwIfAborted();
    over.abort();
    await logged;
    await replaceSnapshot(folder, placeOf(snapshot), files);
    files.remove(notePath(folder));
  } finally {
    over.abort();
    await Promise.allSettled(tasks);
  }
}

const notePath = (folder: string): string => join(folder, 'pull.json');

/** The first step of a new pull: without it, what is in the folder is of another one. */
function begin({ folder, clear }: PullLive, snapshot: ListedSnapshot): void {
  const path = notePath(folder);
  const text = `${JSON.stringify(snapshot)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  clear();
  writeFileAtomic(path, text, 0o600);
}

/** What is not the leader's is not kept: another try begins anew. */
async function checkRecords(path: string, { id }: ListedSnapshot, files: Files): Promise<void> {
  try {
    await readRecordFile(path, Buffer.from(id, 'hex'), () => undefined);
  } catch (error) {
    files.remove(path);
    throw new PieceDamaged(`${path} is not the leader’s`, { cause: error });
  }
}

async function pullLog(
  { dataset, folder, files, clock, connect }: PullLive,
  { id: idText, log: firstNumber, start }: ListedSnapshot,
  signal: AbortSignal,
  onPlace: (position: number, leaderEnd: number) => void,
): Promise<void> {
  const id: LogId = Buffer.from(idText, 'hex');
  const recovered = await recoverLog({
    folder,
    files,
    id,
    firstNumber,
    start,
    through: 0,
    target: NOWHERE,
    acceptsLoss: true,
  });
  const log = new AppendLog({ files, clock, fsync: 'everysec', ...recovered });
  const feed = new LogFeed({ folder, log, clock, snapshot: () => ({ id, start }) });
  const sink: LogSink = {
    get place() {
      return { ...log.place, position: log.end };
    },
    follow: (frames) => {
      log.appendSealed(Buffer.concat(frames));
      return log.room();
    },
    followFile: async () => void (await log.rotate()),
  };
  try {
    const client = await connect(signal);
    await compareLog(dataset, feed, client);
    await followLog({ client, dataset, sink, onPlace, signal });
  } catch (error) {
    // Its connection was closed under it.
    if (!signal.aborted) throw error;
  } finally {
    await feed.close();
    await log.close();
  }
}

/** The operations are done when all is there. */
const NOWHERE: OperationTarget = {
  set: () => undefined,
  setRecord: () => undefined,
  delete: () => undefined,
  setExpiry: () => undefined,
  clear: () => undefined,
};

function placeOf({ id, seed, records, log, start, through }: ListedSnapshot) {
  return {
    id: Buffer.from(id, 'hex'),
    seed: BigInt(`0x${seed}`),
    ...(records === undefined ? {} : { records }),
    log,
    start,
    through,
  };
}
