import { type AppError, kvError } from '@oremill/types';
import type { Address } from '../client/access.ts';
import { addressOf } from '../client/access.ts';
import type { ReplyError } from '../client/reply.ts';

/** The slot is elsewhere, or its node will answer again soon: the command was not done, and may be sent again. */
const PASSING = new Set([
  'MOVED',
  'ASK',
  'TRYAGAIN',
  'CLUSTERDOWN',
  'LOADING',
  'MASTERDOWN',
  'NOREPLICAS',
  'READONLY',
]);

export function isPassing({ code }: ReplyError): boolean {
  return PASSING.has(code);
}

/** Where an ASK or a MOVED sends us: `MOVED 3999 10.0.0.7:6381`; a node without a name is the one that was asked. */
export function redirectOf({ message }: ReplyError, asked: Address): Address {
  const [, , target = ''] = message.split(' ');
  const colon = target.lastIndexOf(':');
  return { host: target.slice(0, colon) || asked.host, port: Number(target.slice(colon + 1)) };
}

/** A refusal that no second try will change. */
export function refused(node: Address, command: string, { code, message }: ReplyError): AppError {
  const place = addressOf(node);
  if (code === 'OOM') {
    return kvError('MEMORY_FULL', `${place} has reached its memory limit (maxmemory)`, {
      hint: 'Remove old versions, add nodes, or raise the limit; then resume the load from its journal.',
    });
  }
  if (code === 'NOPERM' || code === 'NOAUTH') {
    return kvError('FORBIDDEN', `${place} does not allow this user ${command} (${code})`, {
      hint: 'A load needs set, get, del, unlink, scan, h*, wait, info and cluster, on the keys of its dataset.',
    });
  }
  return kvError('CLUSTER_INVALID', `${place} refuses ${command}: ${message.slice(0, WORDS_MAX)}`);
}

const WORDS_MAX = 200;
