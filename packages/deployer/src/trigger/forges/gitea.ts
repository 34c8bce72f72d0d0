import type { IncomingHttpHeaders } from 'node:http';
import { type Forge, headerOf, isHmac } from './forge.ts';
import { readEvent } from './github.ts';

/** Gitea, and Forgejo, which sends the headers of both: its own count where they are there. */
export const gitea: Forge = {
  isSigned: (headers, body, secret) => isHmac(ownHeader(headers, 'signature'), body, secret),
  deliveryId: (headers) => ownHeader(headers, 'delivery'),
  read: (headers, payload) => readEvent(ownHeader(headers, 'event'), payload),
};

function ownHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  return headerOf(headers, `x-forgejo-${name}`) ?? headerOf(headers, `x-gitea-${name}`);
}
