import { closeSync, openSync, readFileSync, renameSync } from 'node:fs';
import { type AppError, platformError } from '@oremill/types';
import { keepOwner } from '../database-file.ts';

/** Runs `use` with the log file open for a new start; what the start before wrote is kept once, as `.1`. */
export async function withLogFile<Result>(
  path: string,
  use: (file: number) => Promise<Result>,
): Promise<Result> {
  try {
    renameSync(path, `${path}.1`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const file = openSync(path, 'wx', 0o600);
  try {
    keepOwner(path);
    return await use(file);
  } finally {
    // The program has its own descriptor by now.
    closeSync(file);
  }
}

/** Turns the last words of a Postgres program that would not run into an error with a next step. */
export function explainFailure(what: string, logPath: string): AppError {
  const lines = readFileSync(logPath, 'utf8').trim().split('\n');
  const complaint =
    lines.findLast((line) => /FATAL|PANIC|[eE]rror:|could not|cannot/.test(line)) ?? lines.at(-1);
  const reason = complaint?.replace(/^.*?(FATAL|PANIC|error): */, '') ?? '';
  if (/No space left on device/.test(lines.join('\n'))) {
    return platformError('DISK_FULL', `${what}: ${reason}`, {
      hint: 'Free some space on the disk of the data folder, then start again.',
    });
  }
  if (/lock file .* already exists|pre-existing shared memory block/.test(reason)) {
    return platformError('DATA_IN_USE', `${what}: ${reason}`, {
      hint: 'Another machine or container may be using this data folder: stop it there first.',
    });
  }
  return platformError('DATABASE_UNUSABLE', `${what}: ${reason || 'it ended without a word'}`, {
    hint: `${logPath} has its log. DATABASE_URL can name another Postgres server.`,
  });
}
