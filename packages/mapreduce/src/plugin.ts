import { acceptStreams, bodyStream, lastEventId, serveEndpoint, streamEvents } from '@oremill/runtime/http';
import { mapreduceEndpoints as endpoints, idSchema } from '@oremill/types';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { JobService } from './service/job-service.ts';

export interface MapreducePluginOptions {
  readonly jobs: JobService;
}

/** Binds MapReduce's endpoints to a finished JobService. */
export async function mapreducePlugin(app: FastifyInstance, { jobs }: MapreducePluginOptions): Promise<void> {
  serveEndpoint(app, endpoints.listJobs, () => ({ items: jobs.listJobs() }));
  serveEndpoint(app, endpoints.listInputs, () => jobs.listInputs());
  await app.register(async (uploads) => {
    // An upload is streamed to disk, and Uploads counts it.
    acceptStreams(uploads);
    serveEndpoint(uploads, endpoints.uploadInput, ({ query, request }) =>
      jobs.upload(query.name, bodyStream(request)),
    );
  });
  serveEndpoint(app, endpoints.startExecution, ({ body }) => jobs.start(body));
  serveEndpoint(app, endpoints.listExecutions, ({ query }) => jobs.list(query));
  serveEndpoint(app, endpoints.getExecution, ({ params }) => jobs.get(params.id));
  serveEndpoint(app, endpoints.stopExecution, ({ params }) => jobs.stop(params.id));
  serveEndpoint(app, endpoints.resumeExecution, ({ params }) => jobs.resume(params.id));
  serveEndpoint(app, endpoints.retrySkipped, ({ params }) => jobs.retrySkipped(params.id));
  serveEndpoint(app, endpoints.discardExecution, async ({ params }) => {
    await jobs.discard(params.id);
    return undefined;
  });
  serveEndpoint(app, endpoints.listSkipped, ({ params, query }) => jobs.listSkipped(params.id, query));
  serveEndpoint(app, endpoints.listTasks, ({ params, query }) => jobs.listTasks(params.id, query));
  serveEndpoint(app, endpoints.diagnoseExecution, ({ params }) => jobs.diagnose(params.id));

  app.get(
    '/events',
    eventRoute('followExecutions', 'State changes of every execution, as they happen'),
    (request, reply) => {
      const after = lastEventId(request);
      streamEvents(request, reply, (receive) => jobs.feed.subscribe(receive, { after }));
    },
  );

  app.get<{ Params: { id: string } }>(
    '/mapreduce/executions/:id/events',
    eventRoute('followExecution', 'The progress of one execution, until it ends', {
      params: z.object({ id: idSchema }),
    }),
    async (request, reply) => {
      const { id } = request.params;
      jobs.feed.introduce(await jobs.get(id));
      const after = lastEventId(request);
      // 204 tells an EventSource that reconnects after the end to stop.
      if (jobs.feed.hasSeenEnd(id, after)) return reply.code(204).send();
      streamEvents(request, reply, (receive) => jobs.feed.subscribe(receive, { executionId: id, after }));
      return reply;
    },
  );
}

function eventRoute(operationId: string, summary: string, schema: FastifySchema = {}) {
  return {
    // An event stream has no end, so HEAD would wait for it.
    exposeHeadRoute: false,
    schema: { operationId, summary, tags: ['mapreduce'], produces: ['text/event-stream'], ...schema },
  };
}
