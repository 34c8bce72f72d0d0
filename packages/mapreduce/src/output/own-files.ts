import { readdirSync } from 'node:fs';
import { mapreduceError } from '@oremill/types';

/** What an execution writes in its folders, files that it is about to rename included. */
const OWN =
  /^(_(execution|plan|manifest)\.json|_(tasks|skipped)\.jsonl|_SUCCESS|part-.*|step-\d+|spills|taken-.*|\._.*)$/;
/** What a file manager leaves by itself. */
const DROPPED = new Set(['.DS_Store', 'Thumbs.db']);

/** Names in the folder of files that no execution wrote. */
export function foreignFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => !OWN.test(name) && !DROPPED.has(name));
}

/** Throws OUTPUT_EXISTS when an output, about to be removed, holds files of somebody's. */
export function checkOwnFiles(output: string): void {
  const [name, ...more] = foreignFiles(output);
  if (name === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw mapreduceError(
    'OUTPUT_EXISTS',
    `${output} holds ${name}${others}, which no job wrote, and is not removed`,
    { hint: 'Move that out of the folder.' },
  );
}
