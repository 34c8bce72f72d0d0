import type { JobService } from '@oremill/mapreduce/service';
import { systemClock } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import type { Warehouse } from '@oremill/warehouse';
import { type AppOptions, createApp } from './app.ts';
import { Keeper } from './security/token.ts';
import { readVersion } from './version.ts';

/** The OpenAPI document without a running platform: routes are declared, no handler is ever called. */
export async function buildOpenApiDocument(): Promise<object> {
  const app = await createApp({
    jobs: undefined as unknown as JobService,
    warehouse: undefined as unknown as Warehouse,
    kv: undefined as unknown as AppOptions['kv'],
    cost: undefined as unknown as AppOptions['cost'],
    deployer: { world: {} } as unknown as AppOptions['deployer'],
    keeper: new Keeper('unused'),
    tokens: undefined as unknown as AppOptions['tokens'],
    publicOrigins: [],
    adminFolder: '',
    version: readVersion(),
    clock: systemClock,
    log: createLog('error'),
  });
  await app.ready();
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}
