import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files, WritableFile } from '@oremill/runtime';
import { TASKS_FILE, type TaskReport, taskReportSchema } from '@oremill/types';
import { isCode } from '../files/error-code.ts';
import type { MapResult, ReduceResult, TaskProgress } from './run-task.ts';

/** A finished task as it is kept: the report that anyone may read, and what resuming needs. */
export interface JournalEntry extends TaskReport {
  readonly progress: TaskProgress;
  readonly result: MapResult | ReduceResult;
}

/**
 * Writes each finished task as a line of `_tasks.jsonl`. A line is not synced: a power cut may take it, and then the
 * task is done again. What a line says of spills and parts is checked by their checksums before it is believed.
 */
export class TaskJournal {
  readonly #file: WritableFile;

  /** Begins the file with the entries that are still good. */
  constructor(folder: string, files: Files, entries: Iterable<JournalEntry>) {
    this.#file = files.create(join(folder, TASKS_FILE));
    for (const entry of entries) this.add(entry);
  }

  add(entry: JournalEntry): void {
    this.#file.write(Buffer.from(`${JSON.stringify(entry)}\n`));
  }

  /** What becomes part of the output survives a power cut. */
  sync(): void {
    this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }
}

/** The entries of a journal up to the first line that a crash has torn; none when there is no journal. */
export function readJournal(folder: string): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const line of readLines(join(folder, TASKS_FILE))) {
    const entry = parseEntry(line);
    if (entry === undefined) break;
    entries.push(entry);
  }
  return entries;
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value = JSON.parse(line) as JournalEntry;
    const report = taskReportSchema.safeParse(value);
    return report.success && typeof value.result === 'object' && typeof value.progress === 'object'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}
