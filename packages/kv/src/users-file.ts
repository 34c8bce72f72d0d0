import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeFileAtomic } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { z } from 'zod';
import { type User, userSchema } from './config.ts';

/** Who may sign in besides `default`: in the store's folder, with hashes of their passwords. A server reads it when it starts. */
const fileOf = (storeFolder: string): string => join(storeFolder, 'users.json');

const usersSchema = z.array(userSchema.required({ password: true }).strict());

/** None where there is no file. Throws CONFIG_INVALID naming it. */
export function readUsers(storeFolder: string): User[] {
  const path = fileOf(storeFolder);
  if (!existsSync(path)) return [];
  try {
    return usersSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    throw kvError(
      'CONFIG_INVALID',
      `${path}: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'it is no JSON'}`,
      {
        hint: 'kv user writes this file; put it right by hand, or delete it and add the users again.',
        cause: error,
      },
    );
  }
}

export function writeUsers(storeFolder: string, users: readonly User[]): void {
  makePrivateFolder(storeFolder);
  writeFileAtomic(fileOf(storeFolder), `${JSON.stringify(users, null, 2)}\n`, 0o600);
}
