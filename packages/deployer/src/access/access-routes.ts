import { actorOf, serveEndpoint } from '@oremill/runtime/http';
import { deployerEndpoints as endpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { type ChangesWorld, listChanges } from './changes.ts';
import { listTokens, makeToken, revokeToken } from './tokens.ts';

/** Serves named tokens, and who has changed what. */
export function accessRoutes(app: FastifyInstance, world: ChangesWorld): void {
  serveEndpoint(app, endpoints.listTokens, async () => ({ items: await listTokens(world.state) }));
  serveEndpoint(app, endpoints.makeToken, ({ body, request }) => makeToken(world, body, actorOf(request)));
  serveEndpoint(app, endpoints.revokeToken, ({ params, request }) =>
    revokeToken(world, params.name, actorOf(request)),
  );
  serveEndpoint(app, endpoints.listChanges, ({ query }) => listChanges(world.state, query));
}
