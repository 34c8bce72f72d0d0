import { readFileSync } from 'node:fs';
import { isAlive, processIdentity, writeFileAtomic } from '@oremill/runtime';
import { type Execution, executionSchema } from '@oremill/types';
import { z } from 'zod';
import { asWriteError } from '../files/disk-files.ts';

/** The execution, and the process that it belongs to. */
const storedSchema = executionSchema.extend({ owner: z.string() });
export type StoredExecution = z.infer<typeof storedSchema>;

/** The text of `_execution.json` for an execution of this process. */
export function formatExecution(execution: Execution): string {
  const stored: StoredExecution = { ...execution, owner: processIdentity() ?? String(process.pid) };
  return `${JSON.stringify(stored, undefined, 2)}\n`;
}

/** Replaces the file as one step; a crash leaves the old state or the new. */
export function writeExecution(path: string, execution: Execution): void {
  try {
    writeFileAtomic(path, formatExecution(execution));
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
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
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
