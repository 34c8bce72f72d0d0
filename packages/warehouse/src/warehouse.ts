import type { Clock, Logger, Random } from '@oremill/runtime';
import type { DatabaseServer } from '@oremill/runtime/database';
import type { Load, LoadMode, Page, PageQuery, QueryReply, QueryRequest, Table } from '@oremill/types';
import type { TableDefinition } from './source/table.ts';

export interface WarehouseOptions {
  readonly server: DatabaseServer;
  readonly tables: readonly TableDefinition[];
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
}

export interface LoadRequest {
  readonly table: string;
  /** Output folder, or URI of one, that holds `_manifest.json`. */
  readonly source: string;
  readonly mode?: LoadMode;
}

/** Tables that hold the output of jobs, in a database of their own; close it before its server. */
export interface Warehouse {
  load(request: LoadRequest): Promise<Load>;
  listTables(): Promise<Table[]>;
  getTable(name: string): Promise<Table>;
  listLoads(query: PageQuery & { readonly table?: string | undefined }): Promise<Page<Load>>;
  query(request: QueryRequest, options?: { readonly signal?: AbortSignal }): Promise<QueryReply>;
  /** Throws when the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}
