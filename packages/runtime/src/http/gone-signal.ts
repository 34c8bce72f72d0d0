import { platformError } from '@oremill/types';
import type { FastifyReply } from 'fastify';

/** Aborts with CLIENT_GONE when the connection ends before the reply is written. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(platformError('CLIENT_GONE', 'whoever asked has hung up'));
  });
  return gone.signal;
}
