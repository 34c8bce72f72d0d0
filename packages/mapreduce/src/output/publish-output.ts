import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import { EXECUTION_FILE, type Execution, MANIFEST_FILE, SKIPPED_FILE, SUCCESS_FILE } from '@oremill/types';
import { formatExecution } from './execution-file.ts';
import { outputExists } from './output-exists.ts';
import type { OutputPaths } from './output-paths.ts';
import { checkOwnFiles } from './own-files.ts';
import { isOutput, replaceOutput } from './replace-output.ts';

export interface PublishInput {
  /** In its last state, its manifest included. */
  readonly execution: Execution;
  /** Skipped records of the map tasks, in the order of the input; a task without any has no file. */
  readonly skippedPaths: readonly string[];
  readonly paths: OutputPaths;
  readonly files: Files;
  /** Whether an output that is there makes way. */
  readonly overwrite?: boolean;
}

/**
 * Turns the partial folder into the output, or makes it ready to be uploaded. Parts are on disk already; everything else follows, then the names,
 * and only then the rename: a crash at any point leaves no output, or a complete one.
 */
export function publishOutput({ execution, skippedPaths, paths, files, overwrite }: PublishInput): void {
  writeSkipped(join(paths.partial, SKIPPED_FILE), skippedPaths, files);
  writeSynced(
    join(paths.partial, MANIFEST_FILE),
    `${JSON.stringify(execution.manifest, undefined, 2)}\n`,
    files,
  );
  // Until it is uploaded, what is left of the tasks may be needed to resume.
  if (paths.target === undefined) files.remove(paths.spills);
  // Written beside and renamed, so that a reader of the state never sees half of it.
  const written = join(paths.partial, `.${EXECUTION_FILE}.last`);
  writeSynced(written, formatExecution(execution), files);
  files.rename(written, paths.execution);
  writeSynced(join(paths.partial, SUCCESS_FILE), '', files);
  files.syncFolder(paths.partial);
  if (paths.target !== undefined) return;
  if (overwrite && isOutput(paths.output)) {
    checkOwnFiles(paths.output);
    replaceOutput(paths, files);
  } else {
    renameNew(paths, files);
    files.syncFolder(paths.parent);
  }
}

/** A rename replaces an empty folder without a word, so one that appeared meanwhile is looked for. */
function renameNew({ output, partial }: OutputPaths, files: Files): void {
  if (statSync(output, { throwIfNoEntry: false })) throw outputExists(output);
  files.rename(partial, output);
}

function writeSynced(path: string, text: string, files: Files): void {
  const file = files.create(path);
  try {
    file.write(Buffer.from(text));
    file.sync();
  } finally {
    file.close();
  }
}

const COPY_BYTES = 256 * 1024;

/** Joins the tasks' skipped records into one file. */
export function writeSkipped(path: string, sources: readonly string[], files: Files): void {
  const file = files.create(path);
  try {
    const buffer = Buffer.allocUnsafe(COPY_BYTES);
    for (const source of sources) {
      const input = openSync(source, 'r');
      try {
        for (let bytes = readSync(input, buffer); bytes > 0; bytes = readSync(input, buffer)) {
          file.write(buffer.subarray(0, bytes));
        }
      } finally {
        closeSync(input);
      }
    }
    file.sync();
  } finally {
    file.close();
  }
}
