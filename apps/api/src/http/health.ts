import { serveEndpoint } from '@oremill/runtime/http';
import { platformEndpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';

/** name → a check that rejects when the part cannot do its work. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

/** /healthz: the process answers. /readyz: so does everything it needs, else 503. */
export function serveHealth(app: FastifyInstance, checks: Checks): void {
  serveEndpoint(app, platformEndpoints.getHealth, () => ({ status: 'ok' }) as const);

  serveEndpoint(app, platformEndpoints.getReadiness, async ({ request, reply }) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check();
          return [name, 'ok'] as const;
        } catch (error) {
          request.log.warn({ check: name, err: error }, 'not ready');
          return [name, 'failed'] as const;
        }
      }),
    );
    const isReady = results.every(([, result]) => result === 'ok');
    if (!isReady) reply.code(503);
    return { status: isReady ? 'ready' : 'unready', checks: Object.fromEntries(results) } as const;
  });
}
