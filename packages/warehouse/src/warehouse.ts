import type { Clock, Logger, Random } from '@oremill/runtime';
import type { DatabaseServer } from '@oremill/runtime/database';
import { createObjects, type Objects } from '@oremill/runtime/objects';
import {
  AppError,
  type Load,
  type LoadMode,
  type Page,
  type PageQuery,
  type QueryReply,
  type QueryRequest,
  queryRequestSchema,
  type Table,
  warehouseError,
} from '@oremill/types';
import { DatabaseError, Pool, type PoolClient } from 'pg';
import { type QueryLimits, queryLimitsSchema } from './config.ts';
import { listLoads, readHeldLoads } from './ledger/ledger.ts';
import { loadTable } from './load-table.ts';
import { QUERY_ROLE } from './query/role.ts';
import { runQuery } from './query/run-query.ts';
import { createSlots } from './query/slots.ts';
import { columnsOf, type TableDefinition } from './source/table.ts';
import { qualify } from './stage/ddl.ts';
import { ensureTable } from './stage/ensure-table.ts';
import { setUp } from './stage/setup.ts';

export interface WarehouseOptions {
  readonly server: DatabaseServer;
  readonly tables: readonly TableDefinition[];
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
  /** Where outputs are read from; files, and S3 as AWS' environment says, unless given. */
  readonly objects?: Objects;
  readonly limits?: Partial<QueryLimits>;
}

export interface LoadRequest {
  readonly table: string;
  /** Output folder, or URI of one, that holds `_manifest.json`. */
  readonly source: string;
  /** `replace` unless given. */
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

const CONNECTIONS_MAX = 6;
const CONNECT_MS_MAX = 10_000;
/** A load whose source stopped sending gives its lock back. */
const IDLE_MS_MAX = 10 * 60_000;

/** Prepares the database and the tables that are missing, and opens it. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { clock, log, random, server } = options;
  const objects = options.objects ?? createObjects();
  const limits = queryLimitsSchema.parse(options.limits ?? {});
  const slots = createSlots(limits.atOnceMax, limits.waitingMax);
  const tables = new Map(options.tables.map((table) => [table.name, table]));
  const password = server.passwordFor(QUERY_ROLE);
  await setUp(server, password);
  const pool = new Pool({
    ...server.connectionFor('warehouse'),
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_MS_MAX,
  });
  // Idle connections that the server closes are replaced when the next is wanted.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the warehouse was lost'));
  let closing: Promise<void> | undefined;
  const typeNames = createTypeNames(pool);
  const connection = server.connectionFor('warehouse', { user: QUERY_ROLE, password });

  /** Another installation on the same server gives the role its own password: then it is our turn again. */
  async function signInAgain<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      if (!isSignInRefused(error)) throw error;
      await setUp(server, password);
      return ask();
    }
  }

  for (const table of tables.values()) {
    await withConnection(pool, async (client) => {
      try {
        await client.query('BEGIN');
        await client.query(`SELECT pg_advisory_xact_lock(hashtext('oremill setup'))`);
        await ensureTable(client, table);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        // One table of another shape does not keep the others from being read; a load of it says the same.
        if (!(error instanceof AppError)) throw error;
        log.warn({ table: table.name }, error.message);
      }
    });
  }

  function definitionOf(name: string): TableDefinition {
    const table = tables.get(name);
    if (table) return table;
    throw warehouseError('TABLE_MISSING', `there is no table ${name}`, {
      hint: `The tables are: ${[...tables.keys()].join(', ')}.`,
    });
  }

  async function describe(table: TableDefinition): Promise<Table> {
    const { rows } = await pool.query<{ bytes: string }>(
      'SELECT coalesce(pg_total_relation_size(to_regclass($1)), 0) AS bytes',
      [qualify(table.name)],
    );
    // The ledger knows what is in the table without counting it.
    const held = await readHeldLoads(pool, table.name);
    const lastLoad = held.at(-1)?.load;
    return {
      name: table.name,
      summary: table.summary,
      columns: columnsOf(table),
      rows: held.reduce((sum, { load }) => sum + load.rows, 0),
      bytes: Number(rows[0]?.bytes),
      ...(lastLoad ? { lastLoad } : {}),
    };
  }

  return {
    async load({ table: name, source, mode = 'replace' }) {
      const table = definitionOf(name);
      return withConnection(pool, (client) =>
        loadTable({ client, objects, table, source, mode, clock, random, log }),
      );
    },
    listTables: () => reach(() => Promise.all([...tables.values()].map(describe))),
    getTable: (name) => reach(async () => describe(definitionOf(name))),
    listLoads: (query) => reach(() => listLoads(pool, query)),
    async query(request, { signal } = {}) {
      const { sql, limit } = queryRequestSchema.parse(request);
      const release = await slots.acquire(signal);
      try {
        return await signInAgain(() =>
          runQuery({ connection, sql, rowsMax: limit, limits, signal, clock, typeNames }),
        );
      } finally {
        release();
      }
    },
    check: () => reach(async () => void (await pool.query('SELECT 1'))),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** A connection that fails is not used again: its transaction may be in any state. */
async function withConnection<Result>(
  pool: Pool,
  use: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  return reach(async () => {
    const client = await pool.connect();
    // The pool listens to idle connections only; one that is lost in use fails its query.
    client.on('error', ignore);
    let failure: unknown;
    try {
      return await use(client);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(failure !== undefined && !(failure instanceof AppError));
    }
  });
}

function ignore(): void {}

function isSignInRefused(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof DatabaseError && error.cause.code === '28P01';
}

/** Names a server that is away, or a disk that is full; our own mistakes in SQL pass as they are. */
async function reach<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof DatabaseError ? (error.code ?? '') : undefined;
    if (code === '53100') {
      throw warehouseError('DISK_FULL', 'the disk of the database is full', {
        hint: 'Free some space; nothing was changed.',
        cause: error,
      });
    }
    if (code !== undefined && !/^(08|53|57|58)/.test(code)) throw error;
    if (code === undefined && !isConnectionError(error)) throw error;
    throw warehouseError('DATABASE_UNREACHABLE', 'the warehouse database does not answer', {
      hint: 'Try again; if it stays so, the log of the server says why.',
      cause: error,
    });
  }
}

/** From the socket, or `pg`'s own words for it, which have no code. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || /connection|timeout exceeded|not queryable/i.test(error.message);
}

/** Types are made with tables and never renamed by us, so what was once looked up stays true. */
function createTypeNames(pool: Pool): (oids: readonly number[]) => Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  return async (oids) => {
    if (!oids.every((oid) => names.has(oid))) {
      const { rows } = await pool.query<{ oid: string; typname: string }>(
        'SELECT oid::text, typname FROM pg_type WHERE oid = ANY($1::oid[])',
        [oids],
      );
      for (const { oid, typname } of rows) names.set(Number(oid), typname);
    }
    return names;
  };
}
