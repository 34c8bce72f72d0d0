import type { Socket } from 'node:net';
import type { Clock } from '@oremill/runtime';
import type { ConnectionOptions } from '@oremill/runtime/database';
import { type QueryReply, warehouseError } from '@oremill/types';
import { Client, type FieldDef } from 'pg';
import Cursor from 'pg-cursor';
import type { QueryLimits } from '../config.ts';
import { requestCancel } from './cancel.ts';
import { toCell } from './cells.ts';
import { type Cut, explainQuery } from './query-error.ts';

export interface RunQueryOptions {
  /** As the role of queries. */
  readonly connection: ConnectionOptions;
  readonly sql: string;
  readonly rowsMax: number;
  readonly limits: QueryLimits;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  /** Names of types, by their oid. */
  readonly typeNames: (oids: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}

/** How often the size of a reply is looked at; within it a local server can send some 20 MB more. */
const LOOK_MS = 20;
/** How long a cancelled statement may take to end before its connection is cut. */
const CANCEL_MS_MAX = 2_000;

/**
 * Runs one statement in a session of its own, which ends with it: nothing a query sets, locks or opens is there for
 * the next. (Another way is a pool and DISCARD ALL, which saves some 10 ms and has to be right about every kind of state.)
 * The extended protocol takes one statement only.
 */
export async function runQuery(options: RunQueryOptions): Promise<QueryReply> {
  const { clock, limits, rowsMax, sql } = options;
  if (sql.includes('\0')) throw warehouseError('QUERY_INVALID', 'the statement holds a NUL character');
  const startMs = clock.monotonicMs();
  const session = new QuerySession(options);
  try {
    await session.open();
    const { fields, rows } = await session.read(sql, rowsMax + 1);
    const types = await options.typeNames(fields.map(({ dataTypeID }) => dataTypeID));
    return {
      columns: fields.map(({ name, dataTypeID }) => ({
        name,
        type: types.get(dataTypeID) ?? String(dataTypeID),
      })),
      rows: rows
        .slice(0, rowsMax)
        .map((row) => row.map((text, index) => toCell(text, fields[index]?.dataTypeID ?? 0))),
      isTruncated: rows.length > rowsMax,
      elapsedMs: Math.round(clock.monotonicMs() - startMs),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    const { timeMsMax, replyBytesMax } = limits;
    throw explainQuery(error, { sql, timeMsMax, replyBytesMax, cut: session.cut });
  } finally {
    await session.close();
  }
}

type TextRow = (string | null)[];

/** A connection with everything that can end it early: time, size, the caller. */
class QuerySession {
  /** Why we ended it, if we did. */
  cut: Cut | undefined;
  readonly #options: RunQueryOptions;
  readonly #client: Client & Wire;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: RunQueryOptions) {
    this.#options = options;
    const settings = [
      // A query whose client is gone is noticed and ended, also when this process was killed.
      'client_connection_check_interval=1000',
      'default_transaction_read_only=on',
      `statement_timeout=${options.limits.timeMsMax}`,
    ];
    this.#client = new Client({
      ...options.connection,
      options: settings.map((setting) => `-c ${setting}`).join(' '),
    }) as Client & Wire;
    // What goes wrong fails the query that waits; without a listener it would end the process.
    this.#client.on('error', () => {});
  }

  async open(): Promise<void> {
    const { limits, signal } = this.#options;
    // The server's own limit comes first; this one holds where it does not, as between two rows.
    this.#timers.push(setTimeout(() => this.#end('timeout'), limits.timeMsMax + 100));
    this.#timers.push(setInterval(() => this.#watchSize(), LOOK_MS));
    signal?.addEventListener('abort', this.#abort, { once: true });
    await this.#client.connect();
    signal?.throwIfAborted();
    await this.#client.query('BEGIN READ ONLY');
  }

  async read(sql: string, rows: number): Promise<{ fields: FieldDef[]; rows: TextRow[] }> {
    const cursor = new Cursor<TextRow>(sql, [], { rowMode: 'array', types: AS_TEXT }) as Cursor<TextRow> &
      CopyHandlers;
    // A cursor knows no COPY: the client would fail on the first of its messages, outside of any query.
    const refuse = () => this.#destroy('copy');
    cursor.handleCopyInResponse = refuse;
    cursor.handleCopyData = refuse;
    this.#client.connection.once('copyOutResponse', refuse);
    this.#client.query(cursor);
    return new Promise((resolve, reject) => {
      // A connection that is cut tells its client, not the cursor.
      this.#client.once('end', () => reject(new Error('the connection ended')));
      cursor.read(rows, (error, found, result) => {
        if (error) reject(error);
        else resolve({ fields: result?.fields ?? [], rows: found });
      });
    });
  }

  /** Ends the session, and with it the transaction and all that it holds. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#options.signal?.removeEventListener('abort', this.#abort);
    const { connection } = this.#client;
    if (connection.stream.destroyed) return;
    // In order, or the server notes a lost connection for each query.
    const closed = new Promise((resolve) => connection.stream.once('close', resolve));
    const patience = setTimeout(() => connection.stream.destroy(), CANCEL_MS_MAX);
    connection.end();
    await closed;
    clearTimeout(patience);
  }

  #abort = (): void => this.#end(undefined);

  #watchSize(): void {
    if (this.#client.connection.stream.bytesRead > this.#options.limits.replyBytesMax)
      this.#destroy('too large');
  }

  /** Cancels on the server, and cuts the connection where that does not help. */
  #end(cut: Cut | undefined): void {
    this.cut ??= cut;
    const { processID, secretKey } = this.#client;
    if (processID !== null) {
      void requestCancel(this.#options.connection, { processId: processID, secretKey });
    }
    this.#timers.push(setTimeout(() => this.#client.connection.stream.destroy(), CANCEL_MS_MAX));
  }

  #destroy(cut: Cut): void {
    this.cut ??= cut;
    this.#client.connection.stream.destroy();
  }
}

/** Values stay as the server writes them: `toCell` decides what becomes of each type. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** Parts of `pg` that its types leave out. */
interface Wire {
  readonly processID: number | null;
  readonly secretKey: number;
  readonly connection: NodeJS.EventEmitter & { readonly stream: Socket; end(): void };
}

interface CopyHandlers {
  handleCopyInResponse?: () => void;
  handleCopyData?: () => void;
}
