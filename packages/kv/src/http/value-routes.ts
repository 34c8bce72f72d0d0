import { createHash } from 'node:crypto';
import { serveEndpoint } from '@oremill/runtime/http';
import { kvEndpoints as endpoints, kvError } from '@oremill/types';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Dataset } from '../dataset/dataset.ts';

export interface ValueRoutesOptions {
  readonly find: (dataset: string) => Dataset;
  readonly nowMs: () => number;
  readonly valueBytesMax: number;
}

/** Values as they are: the body is the value, whatever bytes it has. */
export async function valueRoutes(app: FastifyInstance, options: ValueRoutesOptions): Promise<void> {
  const { find, nowMs, valueBytesMax } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: valueBytesMax }, (_request, body, done) =>
    done(null, body),
  );

  serveEndpoint(app, endpoints.getValue, ({ params, request, reply }) => {
    const key = Buffer.from(params.key);
    const dataset = find(params.dataset);
    const value = dataset.get(key);
    if (value === undefined) throw missing(params.dataset, params.key);
    const etag = etagOf(value);
    reply.header('etag', etag).header('cache-control', 'no-cache');
    const expiresAtMs = dataset.expiresAtMs(key) ?? 0;
    if (expiresAtMs > 0) reply.header('expires', new Date(expiresAtMs).toUTCString());
    reply.type('application/octet-stream');
    if (names(request.headers['if-none-match'], etag)) {
      reply.code(304);
      return Buffer.alloc(0);
    }
    // A copy: the table may change before the socket has taken all of it.
    return Buffer.from(value);
  });

  serveEndpoint(app, endpoints.putValue, async ({ params, query, request, reply }) => {
    const key = Buffer.from(params.key);
    const dataset = find(params.dataset);
    checkConditions(request, params.key, () => dataset.get(key));
    const value = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const expiresAtMs = query.ttlSeconds === undefined ? 0 : Math.round(nowMs() + query.ttlSeconds * 1000);
    dataset.set(key, value, { expiresAtMs });
    await dataset.settled();
    reply.header('etag', etagOf(value));
    return undefined;
  });

  serveEndpoint(app, endpoints.deleteValue, async ({ params, request }) => {
    const key = Buffer.from(params.key);
    const dataset = find(params.dataset);
    checkConditions(request, params.key, () => dataset.get(key));
    if (!dataset.delete(key)) throw missing(params.dataset, params.key);
    await dataset.settled();
    return undefined;
  });
}

/** Strong: equal tags are equal bytes. */
function etagOf(value: Uint8Array): string {
  return `"${createHash('sha256').update(value).digest('base64url').slice(0, 22)}"`;
}

/** RFC 9110 §13.1: the write happens only if the value is, or is not, the one that the client knows. */
function checkConditions(request: FastifyRequest, key: string, read: () => Buffer | undefined): void {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  // Most writes have none, and to name a value is to hash all of it.
  if (match === undefined && noneMatch === undefined) return;
  const value = read();
  const etag = value === undefined ? undefined : etagOf(value);
  if (match !== undefined && !names(match, etag)) {
    throw kvError('CONDITION_FAILED', `${key} is not the value that the ETag names`, {
      hint: 'Somebody changed it since: read it again.',
    });
  }
  if (noneMatch !== undefined && names(noneMatch, etag)) {
    throw kvError('CONDITION_FAILED', `${key} is there already`, { hint: 'Send If-Match with its ETag.' });
  }
}

function names(header: string | undefined, etag: string | undefined): boolean {
  if (header === undefined || etag === undefined) return false;
  return header.trim() === '*' || header.split(',').some((name) => name.trim().replace(/^W\//, '') === etag);
}

function missing(dataset: string, key: string): Error {
  return kvError('KEY_MISSING', `${dataset} has no key ${key}`);
}
