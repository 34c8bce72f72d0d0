import { type AppError, platformError } from '@oremill/types';
import { Client, DatabaseError } from 'pg';
import { acquireFileLock } from '../files/file-lock.ts';
import type { DatabaseFile } from './database-file.ts';
import { derivePassword, newDatabaseFile, readDatabaseFile, writeDatabaseFile } from './database-file.ts';
import { ensureDatabases } from './databases.ts';
import type { ConnectionOptions, DatabaseServer } from './server.ts';

const CONNECT_MS_MAX = 10_000;
const LOCK_MS_MAX = 10_000;

/** The server that DATABASE_URL names: its database holds the platform's state, `warehouse` is made beside it. */
export async function openExternal(
  databaseUrl: string,
  dataFolder: string,
  lockPath: string,
): Promise<DatabaseServer> {
  const connection = parseDatabaseUrl(databaseUrl);
  try {
    await ensureDatabases({ ...connection, connectionTimeoutMillis: CONNECT_MS_MAX }, ['warehouse']);
  } catch (error) {
    throw explainRefusal(error, connection);
  }
  const file = await ensureDatabaseFile(dataFolder, lockPath);
  return {
    kind: 'external',
    connectionFor: (database, account) => ({
      ...connection,
      ...account,
      ...(database === 'warehouse' ? { database } : {}),
    }),
    passwordFor: (purpose) => derivePassword(file, `password for ${purpose}`),
    async close() {},
  };
}

/** Reads the URL as `pg` does. The URL itself, which may hold a password, is in no error. */
export function parseDatabaseUrl(databaseUrl: string): ConnectionOptions {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw invalidUrl();
  let client: Client;
  try {
    client = new Client({ connectionString: databaseUrl });
  } catch {
    throw invalidUrl();
  }
  const { host, port, user, password, database, ssl } = client;
  if (!user || !database) throw invalidUrl();
  return { host, port, user, password: password ?? undefined, database, ssl };
}

function invalidUrl(): AppError {
  return platformError('DATABASE_UNUSABLE', 'DATABASE_URL is not the address of a Postgres database', {
    hint: 'It looks like postgres://user:password@host:5432/database; special characters in it are %-encoded.',
  });
}

function explainRefusal(error: unknown, connection: ConnectionOptions): AppError {
  const { host, port, user, database } = connection;
  const server = `${host}:${port}`;
  if (!(error instanceof DatabaseError)) {
    return platformError(
      'DATABASE_UNREACHABLE',
      `no Postgres server answers at ${server}: ${reasonOf(error)}`,
      {
        hint: 'Start it, or correct DATABASE_URL; without DATABASE_URL Oremill starts a server of its own.',
        cause: error,
      },
    );
  }
  const hint = HINTS.find(([codes]) => codes.test(error.code ?? ''))?.[1];
  return platformError(
    'DATABASE_UNUSABLE',
    `${server} refuses ${user} on database ${database}: ${error.message}`,
    {
      hint: hint ?? 'Correct DATABASE_URL, or leave it out: Oremill then starts a server of its own.',
      cause: error,
    },
  );
}

/** By SQLSTATE. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'Correct the user and password of DATABASE_URL.'],
  [/^3D000$/, 'Create the database, or correct its name in DATABASE_URL.'],
  [/^42501$/, 'Give the user the right CREATEDB, or create a database named warehouse that it owns.'],
  [/^(53|57)/, 'The server is starting, stopping or full: try again.'],
];

function reasonOf(error: unknown): string {
  // Several addresses of a name were tried: the sum of their errors has no message of its own.
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** The installation's key, made once: two commands that start together agree on one. */
async function ensureDatabaseFile(dataFolder: string, lockPath: string): Promise<DatabaseFile> {
  const existing = readDatabaseFile(dataFolder);
  if (existing) return existing;
  const lock = await acquireFileLock(lockPath, LOCK_MS_MAX);
  try {
    const file = readDatabaseFile(dataFolder) ?? newDatabaseFile();
    writeDatabaseFile(dataFolder, file);
    return file;
  } finally {
    lock?.release();
  }
}
