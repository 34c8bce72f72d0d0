import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export interface OpenSession {
  /** Id of a named token; undefined: the platform's own. */
  readonly tokenId: string | undefined;
  readonly expiresAtMs: number;
}

/**
 * Who may use the platform: whoever holds its token, or a named one. A browser trades a token for a session,
 * `<expiry>.<id of a named token>.<mac>`, a MAC (HMAC-SHA-256) under a key made from the platform's token: nothing to
 * store, and a new token ends all.
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

  openSession(nowMs: number, tokenId = ''): { session: string; expiresAtMs: number } {
    const expiresAtMs = nowMs + SESSION_MS;
    const claim = `${expiresAtMs}.${tokenId}`;
    return { session: `${claim}.${this.#mac(claim)}`, expiresAtMs };
  }

  /** Undefined for a session that is forged or over. One of a named token holds only as long as that. */
  readSession(session: string, nowMs: number): OpenSession | undefined {
    const [expiry = '', tokenId = '', mac = ''] = session.split('.');
    if (!equal(mac, this.#mac(`${expiry}.${tokenId}`))) return undefined;
    const expiresAtMs = Number(expiry);
    return expiresAtMs > nowMs ? { expiresAtMs, tokenId: tokenId === '' ? undefined : tokenId } : undefined;
  }

  #mac(claim: string): string {
    return createHmac('sha256', this.#sessionKey).update(claim).digest('base64url');
  }
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function equal(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
