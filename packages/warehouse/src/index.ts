export { type QueryLimits, queryLimitsSchema } from './config.ts';
export { defineTable, type TableDefinition } from './source/table.ts';
export { type LoadRequest, openWarehouse, type Warehouse, type WarehouseOptions } from './warehouse.ts';
