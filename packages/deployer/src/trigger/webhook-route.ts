import { serveEndpoint } from '@oremill/runtime/http';
import { deployerEndpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import type { TriggersWorld } from './triggers.ts';
import { receiveWebhook } from './webhook.ts';

/** Forges cut their messages at 25 MB and more; one that is about a push is far below this. */
const BODY_BYTES_MAX = 5 * 1024 * 1024;

/** Serves what forges call. Bodies stay as they came, since their bytes are what is signed. */
export async function webhookRoute(app: FastifyInstance, world: TriggersWorld): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/x-www-form-urlencoded'],
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
  serveEndpoint(app, deployerEndpoints.receiveWebhook, ({ params, request }) =>
    receiveWebhook(world, {
      forge: params.forge,
      repository: params.name,
      headers: request.headers,
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    }),
  );
}
