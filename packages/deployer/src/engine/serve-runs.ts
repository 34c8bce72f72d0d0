import { actorOf, lastEventId, serveEndpoint, streamEvents } from '@oremill/runtime/http';
import { deployerEndpoints as endpoints, hasEnded, idSchema } from '@oremill/types';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { Deployer } from '../deployer.ts';

/** Serves runs: asking for them, looking at them, and their changes as they happen. */
export function serveRuns(app: FastifyInstance, deployer: Deployer): void {
  serveEndpoint(app, endpoints.listRuns, ({ query }) => deployer.listRuns(query));
  serveEndpoint(app, endpoints.getRun, ({ params }) => deployer.getRun(params.id));
  serveEndpoint(app, endpoints.requestRun, ({ body, request }) => deployer.ask(body, actorOf(request)));
  serveEndpoint(app, endpoints.cancelRun, ({ params, request }) =>
    deployer.cancelRun(params.id, actorOf(request)),
  );
  serveEndpoint(app, endpoints.approveRun, ({ params, request }) =>
    deployer.approveRun(params.id, actorOf(request)),
  );
  serveEndpoint(app, endpoints.rerun, ({ params, body, request }) =>
    deployer.rerun(params.id, body, actorOf(request)),
  );

  app.get(
    '/deployer/runs/events',
    eventRoute('followRuns', 'Changes of every run, as they happen'),
    (request, reply) => streamEvents(request, reply, (receiver) => deployer.feed.follow(receiver)),
  );
  app.get<{ Params: { id: string } }>(
    '/deployer/runs/:id/events',
    eventRoute('followRun', 'Changes of one run, until it ends', { params: z.object({ id: idSchema }) }),
    async (request, reply) => {
      const run = await deployer.getRun(request.params.id);
      // 204 tells an EventSource that comes back after the end to stop.
      if (hasEnded(run) && lastEventId(request) !== undefined) return reply.code(204).send();
      streamEvents(request, reply, (receiver) => deployer.feed.follow(receiver, { runId: run.id }));
      return reply;
    },
  );
}

/** An event stream has no end, so HEAD would wait for it. */
export function eventRoute(operationId: string, summary: string, schema: FastifySchema = {}) {
  return {
    exposeHeadRoute: false,
    config: { role: 'viewer' as const },
    schema: { operationId, summary, tags: ['deployer'], produces: ['text/event-stream'], ...schema },
  };
}
