import type { FastifyInstance } from 'fastify';
import type { Warehouse } from './warehouse.ts';

export interface WarehousePluginOptions {
  readonly warehouse: Warehouse;
  /** The output folder of a succeeded execution; throws EXECUTION_MISSING and its kin. */
  readonly outputOf: (executionId: string) => Promise<string>;
}

export declare function warehousePlugin(app: FastifyInstance, options: WarehousePluginOptions): Promise<void>;
