import type { DatabaseServer, DatabaseServerOptions } from './server.ts';

export type {
  Account,
  ConnectionOptions,
  DatabaseName,
  DatabaseServer,
  DatabaseServerOptions,
} from './server.ts';

export declare function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer>;
export declare function borrowDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer>;
