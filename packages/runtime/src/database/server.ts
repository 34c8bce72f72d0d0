import type { ConnectionOptions as TlsOptions } from 'node:tls';
import type { Logger } from '../process/log.ts';

/** `oremill` holds the platform's state, `warehouse` the tables that people query. */
export type DatabaseName = 'oremill' | 'warehouse';

/** What `pg.Client` and `pg.Pool` take. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string | undefined;
  readonly database: string;
  readonly ssl?: boolean | TlsOptions | undefined;
  readonly connectionTimeoutMillis?: number;
}

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** A Postgres server that has both databases: ours, from npm's binaries, or the one DATABASE_URL names. */
export interface DatabaseServer {
  readonly kind: 'embedded' | 'external';
  /** How to connect, as the platform's own user unless an account is given. */
  connectionFor(database: DatabaseName, account?: Account): ConnectionOptions;
  /** A password for `purpose`: the same at every start of this installation, and no other's. */
  passwordFor(purpose: string): string;
  /** Stops the server if this process started it. */
  close(): Promise<void>;
}

export interface DatabaseServerOptions {
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
  readonly log: Logger;
  /** False in tests only: commits no longer wait for the disk. */
  readonly isDurable?: boolean;
}
