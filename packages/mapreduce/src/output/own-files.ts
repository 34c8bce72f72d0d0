import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXECUTION_FILE, mapreduceError } from '@oremill/types';
import { readStored } from './execution-file.ts';

/** What stands beside the parts, and the state while it is being replaced. */
const SIDE =
  /^(_(execution|plan|manifest)\.json|_(tasks|skipped)\.jsonl|_SUCCESS|\._execution\.json\.(next|last|\d+\.tmp))$/;
/** What an execution has in its folder besides while it is at work. */
const WORK = /^(part-\d{5,}(\.(gz|zst))?|step-\d+|spills|taken-[0-9a-z-]+)$/;
/** What a file manager leaves by itself. */
const DROPPED = new Set(['.DS_Store', 'Thumbs.db']);

/** Whether a partial folder has nothing in it but what an execution leaves. */
export function isLeft(partial: string): boolean {
  return readdirSync(partial).every((name) => SIDE.test(name) || WORK.test(name) || DROPPED.has(name));
}

/** Throws OUTPUT_EXISTS when an output, about to be removed, holds more than its execution tells of. */
export function checkOwnFiles(output: string): void {
  const parts = readStored(join(output, EXECUTION_FILE))?.manifest?.parts ?? [];
  const own = new Set(parts.map(({ path }) => path));
  const [name, ...more] = readdirSync(output).filter(
    (entry) => !own.has(entry) && !SIDE.test(entry) && !DROPPED.has(entry),
  );
  if (name === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw mapreduceError(
    'OUTPUT_EXISTS',
    `${output} holds ${name}${others}, which its job did not write, and is not removed`,
    { hint: 'Move that out of the folder.' },
  );
}
