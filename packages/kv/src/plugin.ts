import { serveEndpoint } from '@oremill/runtime/http';
import { kvEndpoints as endpoints, type KvStats, type Publish } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { serverLimitsSchema } from './config.ts';
import { listKeys } from './http/list-keys.ts';
import { socketRoute } from './http/socket-route.ts';
import { toBytes, toText } from './http/text-or-bytes.ts';
import { valueRoutes } from './http/value-routes.ts';
import type { Store } from './store.ts';

export interface KvPluginOptions {
  readonly store: Store;
  readonly nowMs: () => number;
  /** The output folder of a succeeded execution; throws EXECUTION_MISSING and its kin. */
  readonly outputOf: (executionId: string) => Promise<string>;
  /** Throws for a source that clients may not have read. */
  readonly allowSource: (source: string) => Promise<string>;
  readonly stats: () => KvStats;
  /** Runs one command of the protocol; the reply as JSON. */
  readonly runCommand: (dataset: string | undefined, command: readonly Buffer[]) => Promise<unknown>;
}

/** As over RESP. */
const VALUE_BYTES_MAX = serverLimitsSchema.parse({}).valueBytesMax;

/** Serves datasets, versions, keys and values. */
export async function kvPlugin(app: FastifyInstance, options: KvPluginOptions): Promise<void> {
  const { store, nowMs, outputOf, allowSource, stats, runCommand } = options;
  const publish = async (name: string, { executionId, source, ...rest }: Publish) =>
    executionId === undefined
      ? store.publish(name, { ...rest, sources: [await allowSource(source ?? '')] })
      : store.publish(name, {
          ...rest,
          title: `execution ${executionId}`,
          sources: [await outputOf(executionId)],
        });

  serveEndpoint(app, endpoints.listDatasets, () => ({ items: store.list() }));
  serveEndpoint(app, endpoints.getDataset, ({ params }) => store.report(params.name));
  serveEndpoint(app, endpoints.createDataset, ({ body }) => store.create(body));
  serveEndpoint(app, endpoints.removeDataset, async ({ params }) => {
    await store.remove(params.name);
    return undefined;
  });
  serveEndpoint(app, endpoints.publishVersion, ({ params, body }) => publish(params.name, body));
  serveEndpoint(app, endpoints.rollBackDataset, ({ params, body }) =>
    store.rollBack(params.name, body.version),
  );
  serveEndpoint(app, endpoints.pinVersions, ({ params, body }) => store.pin(params.name, body));
  serveEndpoint(app, endpoints.listKeys, ({ params, query }) => listKeys(store.find(params.name), query));
  serveEndpoint(app, endpoints.getStats, () => stats());
  serveEndpoint(app, endpoints.promoteReplica, async () => {
    await store.promote();
    return stats().replication;
  });
  serveEndpoint(app, endpoints.runCommand, async ({ body }) => ({
    reply: (await runCommand(body.dataset, body.command.map(toBytes))) as null,
  }));
  serveEndpoint(app, endpoints.getMany, ({ params, body }) => ({
    values: store
      .find(params.dataset)
      .getMany(body.keys.map(toBytes))
      .map((value) => (value === undefined ? null : toText(value))),
  }));
  await app.register(socketRoute, {
    store,
    nowMs,
    publish,
    reportDefect: (error: unknown) => app.log.error({ err: error }, 'a websocket request failed'),
  });
  await app.register(valueRoutes, {
    find: (name: string) => store.find(name),
    nowMs,
    valueBytesMax: VALUE_BYTES_MAX,
  });
}
