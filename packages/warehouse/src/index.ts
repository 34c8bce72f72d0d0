import type { Warehouse, WarehouseOptions } from './warehouse.ts';

export { defineTable, type TableDefinition } from './source/table.ts';
export type { LoadRequest, Warehouse, WarehouseOptions } from './warehouse.ts';

export declare function openWarehouse(options: WarehouseOptions): Promise<Warehouse>;
