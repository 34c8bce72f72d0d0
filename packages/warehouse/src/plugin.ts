import { goneSignal, serveEndpoint } from '@oremill/runtime/http';
import { warehouseEndpoints } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import type { Warehouse } from './warehouse.ts';

export interface WarehousePluginOptions {
  readonly warehouse: Warehouse;
  /** The output folder of a succeeded execution; throws EXECUTION_MISSING and its kin. */
  readonly outputOf: (executionId: string) => Promise<string>;
}

/** Serves tables, loads and queries. */
export async function warehousePlugin(app: FastifyInstance, options: WarehousePluginOptions): Promise<void> {
  const { warehouse, outputOf } = options;
  serveEndpoint(app, warehouseEndpoints.listTables, async () => ({ items: await warehouse.listTables() }));
  serveEndpoint(app, warehouseEndpoints.getTable, ({ params }) => warehouse.getTable(params.name));
  serveEndpoint(app, warehouseEndpoints.startLoad, async ({ body }) =>
    warehouse.load({ table: body.table, source: await outputOf(body.executionId), mode: body.mode }),
  );
  serveEndpoint(app, warehouseEndpoints.listLoads, ({ query }) => warehouse.listLoads(query));
  serveEndpoint(app, warehouseEndpoints.runQuery, ({ body, reply }) =>
    warehouse.query(body, { signal: goneSignal(reply) }),
  );
}
