import { actorOf, serveEndpoint } from '@oremill/runtime/http';
import { deployerEndpoints as endpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { installHook, removeHook } from './hook.ts';
import { listRepositories } from './list-repositories.ts';
import { lookNow } from './poll.ts';
import { addRepository, changeRepository, getRepository, removeRepository } from './repositories.ts';
import type { TriggersWorld } from './triggers.ts';
import { webhookRoute } from './webhook-route.ts';

/** Serves repositories, looks at them, and what forges call. */
export async function repositoryRoutes(app: FastifyInstance, world: TriggersWorld): Promise<void> {
  serveEndpoint(app, endpoints.listRepositories, async () => ({
    items: await listRepositories(world.state),
  }));
  serveEndpoint(app, endpoints.getRepository, ({ params }) => getRepository(world.state, params.name));
  serveEndpoint(app, endpoints.addRepository, ({ body, request }) =>
    addRepository(world, body, actorOf(request)),
  );
  serveEndpoint(app, endpoints.changeRepository, ({ body, params, request }) =>
    changeRepository(world, params.name, body, actorOf(request)),
  );
  serveEndpoint(app, endpoints.removeRepository, async ({ params, request }) => {
    await removeRepository(world, params.name, actorOf(request));
    return undefined;
  });
  serveEndpoint(app, endpoints.lookAtRepository, ({ params }) => lookNow(world, params.name));
  serveEndpoint(app, endpoints.installHook, ({ body, params, request }) =>
    installHook(world, params.name, body.folder, actorOf(request)),
  );
  serveEndpoint(app, endpoints.removeHook, ({ params, request }) =>
    removeHook(world, params.name, actorOf(request)),
  );
  await app.register(webhookRoute, world);
}
