import { actorOf, serveEndpoint } from '@oremill/runtime/http';
import { deployerEndpoints as endpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import type { ChangesWorld } from '../access/changes.ts';
import { listQuarantine, quarantineTest, releaseTest } from '../history/quarantine.ts';
import { listTestOutcomes, listTests } from '../history/tests.ts';
import { readTrends } from '../history/trends.ts';
import { listBest, resetBest } from './best.ts';
import { readVerdict, replayVerdict } from './verdicts.ts';

/** Serves verdicts, what other gates would have said, trends, tests, quarantine and the best values. */
export function gateRoutes(app: FastifyInstance, world: ChangesWorld): void {
  const { clock, state } = world;
  serveEndpoint(app, endpoints.getVerdict, ({ params }) => readVerdict(state, params.id));
  serveEndpoint(app, endpoints.replayVerdict, ({ params, body }) =>
    replayVerdict(state, params.id, body.gates),
  );
  serveEndpoint(app, endpoints.listTrends, ({ params, query }) =>
    readTrends(state, params.repository, query),
  );
  serveEndpoint(app, endpoints.listTests, ({ params, query }) =>
    listTests(state, clock.nowMs(), params.repository, query),
  );
  serveEndpoint(app, endpoints.listTestOutcomes, async ({ params, query }) => ({
    items: await listTestOutcomes(state, params.repository, query),
  }));
  serveEndpoint(app, endpoints.listQuarantine, async ({ params }) => ({
    items: await listQuarantine(state, clock.nowMs(), params.repository),
  }));
  serveEndpoint(app, endpoints.quarantineTest, ({ params, body, request }) =>
    quarantineTest(world, params.repository, body, actorOf(request)),
  );
  serveEndpoint(app, endpoints.releaseTest, async ({ params, query, request }) => {
    await releaseTest(world, params.repository, query, actorOf(request));
    return undefined;
  });
  serveEndpoint(app, endpoints.listBest, async ({ params }) => ({
    items: await listBest(state, params.repository),
  }));
  serveEndpoint(app, endpoints.resetBest, async ({ params, query, request }) => {
    await resetBest(world, params.repository, query, actorOf(request));
    return undefined;
  });
}
