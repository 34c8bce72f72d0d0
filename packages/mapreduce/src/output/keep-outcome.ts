import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import {
  AppError,
  EXECUTION_FILE,
  type Execution,
  PLAN_FILE,
  SKIPPED_FILE,
  TASKS_FILE,
} from '@oremill/types';
import { writeOutcome } from './execution-file.ts';
import type { OutputPaths } from './output-paths.ts';
import { writeSkipped } from './publish-output.ts';

/** Small, and what is looked at to learn why it failed. */
const KEPT: ReadonlySet<string> = new Set([EXECUTION_FILE, SKIPPED_FILE, TASKS_FILE, PLAN_FILE]);

/**
 * Leaves of a failed execution its state, its tasks, its plan and its skipped records, and nothing else; of one that was stopped, all that
 * it has done, so that it can be resumed. On a full disk nothing at all is left: a state that needs room would not be
 * written, and room is what is wanted.
 */
export async function keepOutcome(execution: Execution, paths: OutputPaths, files: Files): Promise<void> {
  try {
    if (execution.error?.code === 'DISK_FULL') return await remove(paths.partial);
    await keepSkipped(paths, files);
    for (const name of execution.state === 'stopped' ? [] : await readdir(paths.partial)) {
      if (!KEPT.has(name)) await remove(join(paths.partial, name));
    }
    writeOutcome(paths.execution, execution);
  } catch (error) {
    await remove(paths.partial);
    // The execution's own error is the one to tell; this one only kept its state from being written.
    if (!(error instanceof AppError)) throw error;
  }
}

/** Joins what the map tasks have skipped so far, finished or not. */
async function keepSkipped({ partial, spills }: OutputPaths, files: Files): Promise<void> {
  const names = await readdir(spills).catch(() => []);
  const logs = names.filter((name) => name.startsWith('skipped-')).sort();
  if (logs.length === 0) return;
  const sources = logs.map((name) => join(spills, name));
  writeSkipped(join(partial, SKIPPED_FILE), sources, files);
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
