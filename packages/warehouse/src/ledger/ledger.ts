import { type Load, type Page, type PageQuery, platformError } from '@oremill/types';
import type { ClientBase, Pool } from 'pg';

/** What was loaded, in the database that holds it: a row is written in the transaction of its load. */
export const LEDGER_STATEMENTS = [
  'CREATE SCHEMA IF NOT EXISTS ledger',
  'CREATE TABLE IF NOT EXISTS ledger.setup (version integer NOT NULL)',
  'CREATE TABLE IF NOT EXISTS ledger.tables (name text PRIMARY KEY)',
  `CREATE TABLE IF NOT EXISTS ledger.loads (
     sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     id text NOT NULL UNIQUE,
     table_name text NOT NULL,
     source text NOT NULL,
     manifest_id text NOT NULL,
     mode text NOT NULL CHECK (mode IN ('replace', 'append')),
     rows bigint NOT NULL,
     bytes bigint NOT NULL,
     elapsed_ms double precision NOT NULL,
     loaded_at timestamptz NOT NULL,
     transaction_id xid NOT NULL
   )`,
  'CREATE INDEX IF NOT EXISTS loads_by_table ON ledger.loads (table_name, sequence)',
];

/** A load, and the transaction whose mark the rows it wrote carry. */
export interface LedgerEntry {
  readonly load: Load;
  readonly transactionId: string;
}

/** Makes other loads of the table wait until this transaction ends. Queries cannot reach this lock. */
export async function lockTable(client: ClientBase, tableName: string): Promise<void> {
  await client.query('INSERT INTO ledger.tables (name) VALUES ($1) ON CONFLICT DO NOTHING', [tableName]);
  await client.query('SELECT FROM ledger.tables WHERE name = $1 FOR UPDATE', [tableName]);
}

/** The loads whose rows make up the table: the last that replaced it and those appended since, oldest first. */
export async function readHeldLoads(client: ClientBase | Pool, tableName: string): Promise<LedgerEntry[]> {
  const { rows } = await client.query<LedgerRow>(
    `SELECT * FROM ledger.loads WHERE table_name = $1 AND sequence >= coalesce(
       (SELECT max(sequence) FROM ledger.loads WHERE table_name = $1 AND mode = 'replace'), 0)
     ORDER BY sequence`,
    [tableName],
  );
  return rows.map(toEntry);
}

export async function writeLoad(client: ClientBase, load: Load): Promise<void> {
  await client.query(
    `INSERT INTO ledger.loads
       (id, table_name, source, manifest_id, mode, rows, bytes, elapsed_ms, loaded_at, transaction_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, pg_current_xact_id()::xid)`,
    [
      load.id,
      load.table,
      load.source,
      load.manifestId,
      load.mode,
      load.rows,
      load.bytes,
      load.elapsedMs,
      load.loadedAt,
    ],
  );
}

/** Newest first; the cursor is the sequence number of the last load seen. */
export async function listLoads(
  pool: Pool,
  query: PageQuery & { readonly table?: string | undefined },
): Promise<Page<Load>> {
  if (query.cursor !== undefined && !/^\d{1,18}$/.test(query.cursor)) {
    throw platformError('REQUEST_INVALID', 'the cursor is not one of ours', {
      hint: 'Send `nextCursor` of the page before, or none.',
    });
  }
  const { rows } = await pool.query<LedgerRow>(
    `SELECT * FROM ledger.loads
     WHERE ($1::text IS NULL OR table_name = $1) AND ($2::bigint IS NULL OR sequence < $2)
     ORDER BY sequence DESC LIMIT $3`,
    [query.table ?? null, query.cursor ?? null, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toEntry(row).load),
    ...(rows.length > page.length && last ? { nextCursor: last.sequence } : {}),
  };
}

/** As `pg` hands it over: 64-bit numbers as text. */
interface LedgerRow {
  readonly sequence: string;
  readonly id: string;
  readonly table_name: string;
  readonly source: string;
  readonly manifest_id: string;
  readonly mode: 'replace' | 'append';
  readonly rows: string;
  readonly bytes: string;
  readonly elapsed_ms: number;
  readonly loaded_at: Date;
  readonly transaction_id: string;
}

function toEntry(row: LedgerRow): LedgerEntry {
  return {
    load: {
      id: row.id,
      table: row.table_name,
      source: row.source,
      manifestId: row.manifest_id,
      mode: row.mode,
      outcome: 'loaded',
      rows: Number(row.rows),
      bytes: Number(row.bytes),
      elapsedMs: row.elapsed_ms,
      loadedAt: row.loaded_at.toISOString(),
    },
    transactionId: row.transaction_id,
  };
}
