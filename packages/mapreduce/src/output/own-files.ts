import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  EXECUTION_FILE,
  MANIFEST_FILE,
  mapreduceError,
  PLAN_FILE,
  SKIPPED_FILE,
  SUCCESS_FILE,
  TASKS_FILE,
} from '@oremill/types';
import { readStored } from './execution-file.ts';

/** What is uploaded beside the parts, in this order; the manifest makes an output of them. */
export const SIDE_FILES: readonly string[] = [SKIPPED_FILE, TASKS_FILE, PLAN_FILE, EXECUTION_FILE];
/** All that stands beside the parts of an output. */
export const BESIDE_PARTS: ReadonlySet<string> = new Set([...SIDE_FILES, MANIFEST_FILE, SUCCESS_FILE]);

/** The state while it is being replaced. */
const STATE = /^\._execution\.json\.(next|last|\d+\.tmp)$/;
/** What an execution has in its folder besides while it is at work. */
const WORK = /^(part-\d{5,}(\.(gz|zst|image|image\.tmp))?|step-\d+|spills|taken-[0-9a-z-]+)$/;
/** What a file manager leaves by itself. */
const DROPPED = new Set(['.DS_Store', 'Thumbs.db']);

/** Whether a partial folder has nothing in it but what an execution leaves. */
export function isLeft(partial: string): boolean {
  return readdirSync(partial).every((name) => isBeside(name) || WORK.test(name));
}

/** Throws OUTPUT_EXISTS when an output, about to be removed, holds more than its execution tells of. */
export function checkOwnFiles(output: string): void {
  const parts = readStored(join(output, EXECUTION_FILE))?.manifest?.parts ?? [];
  const own = new Set(parts.map(({ path }) => path));
  const [name, ...more] = readdirSync(output).filter((entry) => !own.has(entry) && !isBeside(entry));
  if (name === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw mapreduceError(
    'OUTPUT_EXISTS',
    `${output} holds ${name}${others}, which its job did not write, and is not removed`,
    { hint: 'Move that out of the folder.' },
  );
}

function isBeside(name: string): boolean {
  return BESIDE_PARTS.has(name) || STATE.test(name) || DROPPED.has(name);
}
