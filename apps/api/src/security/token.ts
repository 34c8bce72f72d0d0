import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

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

/** Compares digests, so that neither content nor length shows in the time it takes. */
function equal(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
