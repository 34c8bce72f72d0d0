import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformError } from '@oremill/types/errors';
import { makePrivateFolder, writeFileAtomic } from './files/atomic.ts';

const TOKEN_BYTES = 32;

/** Reads the token of this data folder, or makes one on the first start (`isNew`): readable by its owner alone. */
export function openToken(dataFolder: string): { token: string; isNew: boolean; file: string } {
  const file = join(dataFolder, 'token');
  const kept = readKept(file);
  if (kept !== undefined) return { token: kept, isNew: false, file };
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  makePrivateFolder(dataFolder);
  writeFileAtomic(file, `${token}\n`, 0o600);
  return { token, isNew: true, file };
}

function readKept(file: string): string | undefined {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw platformError('DATA_UNUSABLE', `cannot read ${file}`, { hint: 'Check who owns it.', cause: error });
  }
  // An empty file would let in whoever sends an empty token.
  if (token.length >= TOKEN_BYTES) return token;
  throw platformError('DATA_UNUSABLE', `${file} holds no usable token`, {
    hint: 'Delete it: the next start makes a new one.',
  });
}
