import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import {
  goneSignal,
  lastEventId,
  type StreamedEvent,
  serveEndpoint,
  streamEvents,
} from '@oremill/runtime/http';
import {
  deployerError,
  deployerEndpoints as endpoints,
  idSchema,
  type LogLine,
  type Run,
} from '@oremill/types';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deployer } from '../deployer.ts';
import { eventRoute } from './serve-runs.ts';

/** Serves the logs of steps, also while they are written, and artifacts. */
export function serveLogs(app: FastifyInstance, deployer: Deployer): void {
  serveEndpoint(app, endpoints.readLog, ({ params, query }) =>
    deployer.logs.page({ ...params, attempt: query.attempt }, query),
  );
  serveEndpoint(app, endpoints.searchLog, ({ params, query }) =>
    deployer.logs.search({ ...params, attempt: query.attempt }, query),
  );

  serveEndpoint(app, endpoints.getArtifact, async ({ params }) => {
    const { artifacts } = deployer.rooms;
    const { digest } = findArtifact(await deployer.getRun(params.id), params.name);
    const file = createReadStream(artifacts.pathOf(digest));
    // Opened before it is answered: what is not kept any more is an error, not a broken stream.
    await once(file, 'open').catch((cause: unknown) => {
      throw artifactMissing(`the artifact ${params.name} is not kept any more`, 'Run its step again.', cause);
    });
    return pipeline(file, createZstdDecompress(), () => {}) as unknown as Uint8Array;
  });

  app.get<{ Params: { id: string; step: string }; Querystring: { attempt?: number; from: number } }>(
    '/deployer/runs/:id/steps/:step/log/events',
    eventRoute('followLog', 'Lines of the log of a step, those that are there and those that come', {
      params: z.object({ id: idSchema, step: z.string().max(500) }),
      querystring: z.object({
        attempt: z.coerce.number().int().positive().optional(),
        from: z.coerce.number().int().nonnegative().default(0).describe('First line'),
      }),
    }),
    async (request, reply) => {
      const { params, query } = request;
      const seen = Number(lastEventId(request)?.split('-')[1] ?? Number.NaN);
      const from = Number.isNaN(seen) ? query.from : seen + 1;
      const signal = goneSignal(reply);
      const lines = await deployer.logs.follow({ ...params, attempt: query.attempt }, { from, signal });
      streamEvents(request, reply, (receiver) => streamLines(lines, receiver, request.log));
      return reply;
    },
  );
}

function findArtifact({ id, steps }: Run, name: string) {
  const artifacts = steps.flatMap((step) => step.artifacts);
  const found = artifacts.find((artifact) => artifact.name === name);
  if (found !== undefined) return found;
  const names = artifacts.map((artifact) => artifact.name).join(', ');
  throw artifactMissing(`run ${id} has no artifact ${name}`, `It has ${names || 'none'}.`);
}

function artifactMissing(message: string, hint: string, cause?: unknown) {
  return deployerError('ARTIFACT_MISSING', message, { hint, cause });
}

/** Lines in groups, as fast as they are taken. */
function streamLines(
  lines: AsyncIterable<readonly LogLine[]>,
  receiver: { push(event: StreamedEvent): boolean; end(): void },
  log: FastifyBaseLogger,
) {
  let resume = Promise.withResolvers<void>();
  let isClosed = false;
  const pump = async () => {
    for await (const group of lines) {
      const id = `log-${group.at(-1)?.line}`;
      const isTaken = receiver.push({ id, topic: 'lines', data: { lines: group } });
      if (!isTaken) await resume.promise;
      if (isClosed) return;
    }
  };
  pump()
    .catch((error: unknown) => log.warn({ err: error }, 'a log could not be followed'))
    .finally(() => receiver.end());
  return {
    resume() {
      resume.resolve();
      resume = Promise.withResolvers();
    },
    close() {
      isClosed = true;
      resume.resolve();
    },
  };
}
