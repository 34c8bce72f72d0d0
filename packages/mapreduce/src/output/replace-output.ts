import { existsSync, lstatSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Files, syncFolder } from '@oremill/runtime';
import { EXECUTION_FILE, MANIFEST_FILE, SUCCESS_FILE } from '@oremill/types';
import { isInProgress, readStored } from './execution-file.ts';
import type { OutputPaths } from './output-paths.ts';
import { tryRename } from './try-rename.ts';

const MARKS = [EXECUTION_FILE, MANIFEST_FILE, SUCCESS_FILE];

/** Whether a folder is the complete output of a job, and no other folder of somebody's. */
export function isOutput(folder: string): boolean {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder && MARKS.every((name) => existsSync(join(folder, name)));
}

/**
 * Gives the partial folder, complete and synced, the name of the output that is there. No file system call of Node
 * exchanges two folders, so there is a moment between two renames; a crash in it is repaired by `repairReplaced`.
 */
export function replaceOutput(paths: OutputPaths, files: Files): void {
  const { output, partial, parent } = paths;
  const aside = asidePath(paths);
  files.remove(aside);
  files.rename(output, aside);
  try {
    files.rename(partial, output);
  } catch (error) {
    files.rename(aside, output);
    throw error;
  }
  // The new name has to be on the disk before the old output leaves it.
  files.syncFolder(parent);
  files.remove(aside);
}

/** Ends what a crash left of a replacement: forward, when all of the new output is there, else back. */
export function repairReplaced(paths: OutputPaths): void {
  const aside = asidePath(paths);
  if (!existsSync(aside)) return;
  const stored = readStored(paths.execution);
  if (stored && isInProgress(stored)) return;
  if (!existsSync(paths.output)) {
    const isComplete = stored?.state === 'succeeded' && isOutput(paths.partial);
    tryRename(isComplete ? paths.partial : aside, paths.output);
    syncFolder(paths.parent);
  }
  rmSync(aside, { recursive: true, force: true });
}

/** Where the output that is replaced lies for a moment. */
function asidePath({ output, parent }: OutputPaths): string {
  return join(parent, `.${basename(output)}.replaced`);
}
