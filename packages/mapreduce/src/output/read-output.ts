import { join } from 'node:path';
import type { Objects } from '@oremill/runtime/objects';
import {
  EXECUTION_FILE,
  type Execution,
  type Page,
  type PageQuery,
  SKIPPED_FILE,
  type SkippedRecord,
  skippedRecordSchema,
  TASKS_FILE,
  type TaskReport,
  taskReportSchema,
} from '@oremill/types';
import { environmentObjects } from '../files/environment-objects.ts';
import { isInProgress, readStored, type StoredExecution } from './execution-file.ts';
import { readObjectExecution } from './object-output.ts';
import { outputPaths } from './output-paths.ts';
import { readPage } from './read-page.ts';
import { repairReplaced } from './replace-output.ts';

/** The execution that wrote, or writes, this folder; `interrupted` when its process is gone. */
export function readExecution(outputFolder: string): Execution | undefined {
  const paths = outputPaths(outputFolder);
  const { output, execution } = paths;
  repairReplaced(paths);
  const published = readStored(join(output, EXECUTION_FILE));
  if (published) return withoutOwner(published);
  const stored = readStored(execution);
  if (stored === undefined) {
    // It may have been published between the two looks.
    const late = readStored(join(output, EXECUTION_FILE));
    return late && withoutOwner(late);
  }
  if (stored.state === 'failed' || stored.state === 'stopped') return withoutOwner(stored);
  if (isInProgress(stored)) return withoutOwner({ ...stored, state: 'running' });
  const { manifest: _, ...rest } = stored;
  return withoutOwner({ ...rest, state: 'interrupted' });
}

/** The same, also of an output in S3, where the server is asked. */
export async function findExecution(
  output: string,
  objects: Objects = environmentObjects,
): Promise<Execution | undefined> {
  const { target } = outputPaths(output);
  const published = target === undefined ? undefined : await readObjectExecution(target, objects);
  return published ?? readExecution(output);
}

function withoutOwner(stored: StoredExecution): Execution {
  const { owner: _, ...execution } = stored;
  return execution;
}

/** A page of the skipped records, in input order. */
export function readSkipped(outputFolder: string, page: PageQuery): Promise<Page<SkippedRecord>> {
  const skipped = { name: SKIPPED_FILE, item: skippedRecordSchema, noun: 'skipped records' };
  return readPage(outputFolder, skipped, page);
}

/** A page of the finished tasks, in the order in which they ended. */
export function readTasks(outputFolder: string, page: PageQuery): Promise<Page<TaskReport>> {
  return readPage(outputFolder, { name: TASKS_FILE, item: taskReportSchema, noun: 'tasks' }, page);
}
