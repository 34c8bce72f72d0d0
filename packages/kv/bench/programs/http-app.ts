import type { AddressInfo } from 'node:net';
import type { Logger } from '@oremill/runtime';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { kvPlugin } from '../../src/plugin.ts';
import type { Store } from '../../src/store.ts';

/** The plugin as the platform registers it, without the platform's own hooks. */
export async function startHttp(store: Store, log: Logger) {
  const app = fastify({ loggerInstance: log, forceCloseConnections: true }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(kvPlugin, {
    store,
    nowMs: Date.now,
    outputOf: notOffered,
    allowSource: notOffered,
    stats: notOffered,
    runCommand: notOffered,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { port, close: () => app.close() };
}

function notOffered(): never {
  throw new Error('a bench reads values only');
}
