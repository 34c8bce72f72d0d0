import type { Logger } from '@oremill/runtime';
import type { DatabaseServer } from '@oremill/runtime/database';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { MIGRATIONS } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Queries on the tables of the deployer. */
export type State = Kysely<Tables>;

const CONNECTIONS_MAX = 8;
const CONNECT_MS_MAX = 10_000;

export interface OpenedState {
  readonly state: State;
  /** For what Kysely has no word for: LISTEN. */
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Brings the tables up to date, of engines that start together one at a time, and opens them. */
export async function openState(server: DatabaseServer, log: Logger): Promise<OpenedState> {
  const pool = new Pool({
    ...server.connectionFor('oremill'),
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
  });
  // Idle connections that the server closes are replaced when the next is wanted.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database was lost'));
  const database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const close = () => database.destroy();
  try {
    await migrate(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { state: database.withSchema('deployer'), pool, close };
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: database.withoutPlugins(),
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableSchema: 'deployer',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
