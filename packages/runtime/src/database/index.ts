export { borrowDatabaseServer, openDatabaseServer } from './open-server.ts';
export type {
  Account,
  ConnectionOptions,
  DatabaseName,
  DatabaseServer,
  DatabaseServerOptions,
} from './server.ts';
