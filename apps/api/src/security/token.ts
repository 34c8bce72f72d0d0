import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeFileAtomic } from '@oremill/runtime';
import { platformError } from '@oremill/types';

const TOKEN_BYTES = 32;
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Who may use the platform: whoever holds the token. A browser trades it for a session, `<expiry>.<mac>`, a MAC
 * (HMAC-SHA-256) over the expiry under a key made from the token: nothing to store, and a new token ends all.
 */
export class Keeper {
  readonly #token: string;
  readonly #sessionKey: Buffer;

  constructor(token: string) {
    this.#token = token;
    this.#sessionKey = createHmac('sha256', token).update('oremill session').digest();
  }

  isToken(candidate: string): boolean {
    return equal(candidate, this.#token);
  }

  openSession(nowMs: number): { session: string; expiresAtMs: number } {
    const expiresAtMs = nowMs + SESSION_MS;
    return { session: `${expiresAtMs}.${this.#mac(String(expiresAtMs))}`, expiresAtMs };
  }

  /** When the session ends, or undefined for one that is forged or over. */
  readSession(session: string, nowMs: number): number | undefined {
    const [expiry = '', mac = ''] = session.split('.');
    if (!equal(mac, this.#mac(expiry))) return undefined;
    const expiresAtMs = Number(expiry);
    return expiresAtMs > nowMs ? expiresAtMs : undefined;
  }

  #mac(expiry: string): string {
    return createHmac('sha256', this.#sessionKey).update(expiry).digest('base64url');
  }
}

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

/** Compares digests, so that neither content nor length shows in the time it takes. */
function equal(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
