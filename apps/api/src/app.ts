import { maxHeaderSize } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { type CostPluginOptions, costPlugin } from '@oremill/cost-model/plugin';
import type { Deployer, TokenFinder } from '@oremill/deployer';
import { deployerPlugin } from '@oremill/deployer/plugin';
import { type KvPluginOptions, kvPlugin } from '@oremill/kv/plugin';
import { mapreducePlugin } from '@oremill/mapreduce/plugin';
import type { JobService } from '@oremill/mapreduce/service';
import type { Clock, Logger } from '@oremill/runtime';
import type { Warehouse } from '@oremill/warehouse';
import { warehousePlugin } from '@oremill/warehouse/plugin';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { serveAdmin } from './http/admin.ts';
import { serveDocumentation } from './http/documentation.ts';
import { errorReplies, refuseAddress, refuseBytes } from './http/errors.ts';
import { serveHealth } from './http/health.ts';
import { serveMetrics } from './http/metrics.ts';
import { endRefusedUpgrades } from './http/refused-upgrades.ts';
import { guard } from './security/guard.ts';
import { sessionRoutes } from './security/session-routes.ts';
import type { Keeper } from './security/token.ts';

export interface AppOptions {
  readonly jobs: JobService;
  readonly warehouse: Warehouse;
  readonly kv: Omit<KvPluginOptions, 'outputOf'>;
  readonly cost: CostPluginOptions;
  readonly deployer: Deployer;
  readonly keeper: Keeper;
  /** Named tokens, beside the platform’s own. */
  readonly tokens: TokenFinder;
  readonly publicOrigins: readonly string[];
  readonly adminFolder: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** JSON bodies are small; files go through uploads, which stream. */
const JSON_BODY_BYTES_MAX = 1024 * 1024;

/** The whole HTTP side over finished engines; it does not listen. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { jobs, warehouse, kv, cost, deployer, log } = options;
  const app = fastify({
    loggerInstance: log,
    bodyLimit: JSON_BODY_BYTES_MAX,
    requestIdHeader: false,
    // A key of the store is a part of an address: it may be as long as Node lets a request's head be.
    routerOptions: { maxParamLength: maxHeaderSize },
    // Event streams and uploads take as long as they take; heads and idle connections do not.
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  errorReplies(app);
  endRefusedUpgrades(app);

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  guard(app, options);
  serveMetrics(app, {
    runningExecutions: () => jobs.runningCount(),
    runningRuns: () => deployer.runningCount(),
    kv: () => kv.stats(),
    datasets: () => kv.store.list(),
  });
  await serveDocumentation(app, options.version);

  serveHealth(app, { warehouse: () => warehouse.check() });
  sessionRoutes(app, options);
  await app.register(mapreducePlugin, { jobs });
  await app.register(warehousePlugin, { warehouse, outputOf: (id) => jobs.outputOf(id) });
  await app.register(kvPlugin, { ...kv, outputOf: (id) => jobs.outputOf(id) });
  await app.register(costPlugin, { ...cost });
  await app.register(deployerPlugin, { deployer });
  await serveAdmin(app, options.adminFolder);
  return app;
}
