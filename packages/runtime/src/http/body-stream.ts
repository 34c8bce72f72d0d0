import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Bodies of routes in this scope arrive as they are sent, `application/octet-stream`, to be taken by `bodyStream`. Other
 * types are refused: a parsed one is no longer what was sent.
 */
export function acceptStreams(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
}

/** What is sent, also where nothing is. */
export function bodyStream(request: FastifyRequest): Readable {
  return (request.body as Readable | undefined) ?? request.raw;
}
