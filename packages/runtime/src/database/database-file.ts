import { createHmac, randomBytes } from 'node:crypto';
import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { platformError } from '@oremill/types';
import { z } from 'zod';
import { writeFileAtomic } from '../files/atomic.ts';

/** Everything about the database that outlives a process; readable by its owner alone. */
const databaseFileSchema = z.object({
  version: z.literal(1),
  /** Every password is derived from it. */
  key: z.string().min(32),
  /** Where the embedded server's files are, when not in the data folder. */
  stateFolder: z.string().optional(),
  /** The server that runs now, or did when its owner was killed; `isLent`: others may use it. */
  live: z.object({ owner: z.string(), socketFolder: z.string(), isLent: z.boolean() }).optional(),
});
export type DatabaseFile = z.infer<typeof databaseFileSchema>;

export function newDatabaseFile(): DatabaseFile {
  return { version: 1, key: randomBytes(24).toString('base64url') };
}

export function readDatabaseFile(dataFolder: string): DatabaseFile | undefined {
  const path = databaseFilePath(dataFolder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw platformError('DATA_UNUSABLE', `cannot read ${path}`, {
      hint: 'Run as the user who owns the data folder, or set OREMILL_DATA to a folder of your own.',
      cause: error,
    });
  }
  const file = databaseFileSchema.safeParse(parseJson(text));
  if (file.success) return file.data;
  throw platformError('DATA_UNUSABLE', `${path} is damaged`, {
    hint: 'Stop Oremill and delete the file: the next start writes a new one, and the data stays.',
  });
}

export function writeDatabaseFile(dataFolder: string, file: DatabaseFile): void {
  const path = databaseFilePath(dataFolder);
  writeFileAtomic(path, `${JSON.stringify(file, undefined, 2)}\n`, 0o600);
  keepOwner(path);
}

export function databaseFilePath(dataFolder: string): string {
  return join(dataFolder, 'database.json');
}

/** The password for a purpose; knowing one says nothing about the key or the others. */
export function derivePassword(file: DatabaseFile, purpose: string): string {
  return createHmac('sha256', file.key).update(purpose).digest('base64url');
}

/** What root writes into another user's data folder must stay that user's, or the next start as them fails. */
export function keepOwner(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) chownSync(path, uid, gid);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
