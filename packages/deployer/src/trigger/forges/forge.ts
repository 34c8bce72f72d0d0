import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Push } from '../push.ts';

/** What a forge tells in a message; or why nothing follows from it. */
export type Told =
  | {
      readonly pushes: readonly Push[];
      /** Who has pushed, as the forge names them. */
      readonly by: string | undefined;
      readonly pullRequest?: string | undefined;
      readonly fromFork?: boolean | undefined;
    }
  | { readonly ignored: string };

/** How a forge signs, numbers and words its messages. */
export interface Forge {
  /** Whether who sent it has the secret. */
  isSigned(headers: IncomingHttpHeaders, body: Buffer, secret: string): boolean;
  deliveryId(headers: IncomingHttpHeaders): string | undefined;
  /** Of a message whose signature was right. Throws zod's error for what is not of the forge's shape. */
  read(headers: IncomingHttpHeaders, payload: unknown): Told;
}

/** The MAC of the body as it came, byte by byte. */
export function isHmac(signature: string | undefined, body: Buffer, secret: string): boolean {
  return isSame(signature, createHmac('sha256', secret).update(body).digest('hex'));
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
export function isSame(given: string | undefined, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(wanted)) && given !== undefined;
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function firstLine(message: string | undefined): string | undefined {
  return message?.split('\n', 1)[0];
}
