import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Part } from '@oremill/types';
import type { SkippedFile } from '../map/skipped-log.ts';
import { verifySegments } from '../shuffle/verify-segments.ts';
import type { MapResult } from './run-task.ts';
import type { JournalEntry } from './task-journal.ts';
import type { TaskDone } from './task-runner.ts';

/** What a journal says is finished, believed only where the files are still what they were. */
export class FinishedTasks {
  readonly #entries: readonly JournalEntry[];

  constructor(entries: readonly JournalEntry[]) {
    this.#entries = entries;
  }

  /** Reduce tasks of a step whose parts are there. */
  reduced(step: number, partitions: number, folder: string): Map<number, TaskDone> {
    return this.#take(step, 'reduce', partitions, ({ result }) => isPartGood(folder, result.part));
  }

  /** Map tasks of a step whose spills, and part, are there. */
  mapped(
    step: number,
    tasks: number,
    { folder, needsSpills }: { folder: string; needsSpills: boolean },
  ): Map<number, TaskDone> {
    return this.#take(step, 'map', tasks, ({ result }) => {
      const { spills, part, skipped } = result as MapResult;
      return (
        isPartGood(folder, part) && isSkippedGood(skipped) && (!needsSpills || verifySegments(spills.flat()))
      );
    });
  }

  #take(
    step: number,
    kind: 'map' | 'reduce',
    tasks: number,
    isGood: (entry: JournalEntry) => boolean,
  ): Map<number, TaskDone> {
    const taken = new Map<number, TaskDone>();
    for (const entry of this.#entries) {
      if (entry.step !== step + 1 || entry.kind !== kind || entry.index >= tasks || !isGood(entry)) continue;
      const { result, progress, worker, attempt, startedMs, endedMs } = entry;
      taken.set(entry.index, { result, progress, worker, attempt, startedMs, endedMs });
    }
    return taken;
  }
}

/** Skipped records are few: a task with many of them fails its execution, or its user does not mind. */
function isSkippedGood(skipped: SkippedFile | undefined): boolean {
  if (skipped === undefined) return true;
  const bytes = existsSync(skipped.path) ? readFileSync(skipped.path) : undefined;
  return bytes?.length === skipped.bytes && crc32(bytes) === skipped.crc32;
}

const READ_BYTES = 1024 * 1024;

function isPartGood(folder: string, part: Part | undefined): boolean {
  if (part === undefined) return true;
  const hash = createHash('sha256');
  let file: number;
  try {
    file = openSync(join(folder, part.path), 'r');
  } catch {
    return false;
  }
  try {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, bytes));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex') === part.sha256;
}
