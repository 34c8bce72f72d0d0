import { type LoadMode, warehouseError } from '@oremill/types';
import type { ClientBase } from 'pg';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { qualify } from '../stage/ddl.ts';

/**
 * The load whose rows the table holds already, if loading this content again would change nothing. Every row
 * carries the transaction that wrote it, so rows that somebody changed or removed since are not taken for it.
 */
export async function findHeld(
  client: ClientBase,
  tableName: string,
  wanted: { readonly manifestId: string; readonly mode: LoadMode; readonly held: readonly LedgerEntry[] },
): Promise<LedgerEntry | undefined> {
  const { manifestId, mode, held } = wanted;
  const entry = held.find(({ load }) => load.manifestId === manifestId);
  if (!entry || (mode === 'replace' && held.length > 1)) return undefined;
  const { rows, others } = await countRows(client, tableName, `'${entry.transactionId}'::xid`);
  const isWhole = rows === entry.load.rows && (mode === 'append' || others === 0);
  return isWhole ? entry : undefined;
}

/** Throws unless the table holds the rows of this transaction, and in `replace` no others. */
export async function verifyRows(
  client: ClientBase,
  tableName: string,
  expected: { readonly rows: number; readonly mode: LoadMode },
): Promise<void> {
  const { rows, others } = await countRows(client, tableName, 'pg_current_xact_id()::xid');
  if (rows === expected.rows && (expected.mode === 'append' || others === 0)) return;
  throw warehouseError(
    'PART_MISMATCH',
    `table ${tableName} would hold ${rows} rows of this output and ${others} others, not ${expected.rows}`,
    { hint: 'Nothing was loaded. A trigger or another program may be writing to the table.' },
  );
}

async function countRows(
  client: ClientBase,
  tableName: string,
  transaction: string,
): Promise<{ rows: number; others: number }> {
  const { rows } = await client.query<{ rows: string; others: string }>(
    `SELECT count(*) FILTER (WHERE xmin = ${transaction}) AS rows,
            count(*) FILTER (WHERE xmin <> ${transaction}) AS others FROM ${qualify(tableName)}`,
  );
  return { rows: Number(rows[0]?.rows), others: Number(rows[0]?.others) };
}
