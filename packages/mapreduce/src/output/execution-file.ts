import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, processIdentity, writeFileAtomic } from '@oremill/runtime';
import { type Execution, executionSchema } from '@oremill/types';
import { z } from 'zod';
import { asWriteError } from '../files/disk-files.ts';
import { isCode } from '../files/error-code.ts';

/** The execution, and the process that it belongs to. */
const storedSchema = executionSchema.extend({ owner: z.string() });
export type StoredExecution = z.infer<typeof storedSchema>;

/** The text of `_execution.json` for an execution of this process. */
export function formatExecution(execution: Execution): string {
  const stored: StoredExecution = { ...execution, owner: processIdentity() ?? String(process.pid) };
  return `${JSON.stringify(stored, undefined, 2)}\n`;
}

/** Replaces the file as one step, for good: a crash leaves the old state or the new. */
export function writeOutcome(path: string, execution: Execution): void {
  try {
    writeFileAtomic(path, formatExecution(execution));
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/**
 * Replaces the file as one step for readers. Not synced, because a sync waits for all that the workers have
 * written, and this is called where others wait; a power cut ends the execution anyway.
 */
export function writeProgress(path: string, execution: Execution): void {
  const next = join(dirname(path), `.${basename(path)}.next`);
  try {
    writeFileSync(next, formatExecution(execution));
    renameSync(next, path);
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/** Undefined when there is no such file, or one that a power cut tore. */
export function readStored(path: string): StoredExecution | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether a process is at work on the execution. In a partial folder `succeeded` is one that is being published. */
export function isInProgress(stored: StoredExecution): boolean {
  return (stored.state === 'running' || stored.state === 'succeeded') && isAlive(stored.owner);
}

/** The pid in an owner's identity. */
export function pidOf(owner: string): string {
  const parts = owner.split(':');
  return parts[1] ?? owner;
}
