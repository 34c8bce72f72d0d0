import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@oremill/runtime';
import type { LogLine } from '@oremill/types';
import { type LogName, listChunks, logFolder } from './log-folder.ts';
import { type OpenLog, openLogWriter } from './log-writer.ts';
import { type ReadLogOptions, readLog } from './read-log.ts';

export interface LogsOptions {
  readonly folder: string;
  readonly log: Logger;
  readonly nowMs: () => number;
  /** Of one attempt of one step. */
  readonly stepBytesMax?: number;
}

export interface FollowOptions extends ReadLogOptions {
  /** Whether nobody writes any more. */
  readonly isOver: () => boolean | Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Logs of steps, as files on this machine. */
export interface Logs {
  open(name: LogName): OpenLog;
  has(name: LogName): boolean;
  read(name: LogName, options?: ReadLogOptions): AsyncGenerator<LogLine>;
  /** The last lines, in their order. */
  readEnd(name: LogName, count: number): Promise<LogLine[]>;
  /** What there is, and what comes, until it is over. */
  follow(name: LogName, options: FollowOptions): AsyncGenerator<LogLine>;
  /** Those of all steps of a run. */
  remove(runId: string): Promise<void>;
}

const STEP_BYTES_MAX = 256 * 1024 * 1024;
const FOLLOW_MS = 100;

export function openLogs({ folder, stepBytesMax = STEP_BYTES_MAX, ...options }: LogsOptions): Logs {
  const folderOf = (name: LogName) => logFolder(folder, name);
  const read: Logs['read'] = (name, range) => readLog(folderOf(name), range);
  return {
    read,
    open: (name) => openLogWriter(folderOf(name), { ...options, stepBytesMax }),
    has: (name) => existsSync(folderOf(name)),
    async readEnd(name, count) {
      const chunks = listChunks(folderOf(name));
      // Two chunks have the last lines: the last one may have begun with the line before.
      const lines = await Array.fromAsync(read(name, { from: chunks.at(-2)?.firstLine ?? 0 }));
      return lines.slice(-count);
    },
    async *follow(name, { isOver, signal, from = 0, search = '' }) {
      let next = from;
      while (!signal.aborted) {
        // Asked before the read: what is written until then is read.
        const wasOver = await isOver();
        for await (const line of read(name, { from: next })) {
          if (signal.aborted) return;
          next = line.line + 1;
          if (line.text.toLowerCase().includes(search.toLowerCase())) yield line;
        }
        if (wasOver) return;
        await sleep(FOLLOW_MS);
      }
    },
    async remove(runId) {
      await rm(join(folder, basename(runId)), { recursive: true, force: true });
    },
  };
}
