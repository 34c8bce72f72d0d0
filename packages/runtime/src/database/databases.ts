import { Client } from 'pg';
import type { ConnectionOptions } from './server.ts';

/** Makes the databases that are missing, and returns their names. `server` connects as one who may. */
export async function ensureDatabases(
  server: ConnectionOptions,
  names: readonly string[],
): Promise<string[]> {
  const client = new Client(server);
  // A server that goes away is told by the query that fails; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datname = ANY($1)',
      [names],
    );
    const existing = new Set(found.rows.map(({ datname }) => datname));
    const missing = names.filter((name) => !existing.has(name));
    // template0 has the encoding that a database of another's server may not have as its default.
    for (const name of missing)
      await client.query(`CREATE DATABASE "${name}" ENCODING 'UTF8' TEMPLATE template0`);
    return missing;
  } finally {
    await client.end();
  }
}

/** From the start anyone who signs in may connect to any database: here only those who are told so. */
export async function closeDatabases(server: ConnectionOptions, names: readonly string[]): Promise<void> {
  const client = new Client(server);
  client.on('error', () => {});
  await client.connect();
  try {
    for (const name of names)
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE "${name}" FROM PUBLIC`);
  } finally {
    await client.end();
  }
}
