import type { ColumnType } from '@oremill/types';
import { columnsOf, type TableDefinition } from '../source/table.ts';

/** Everybody's schema for tables; the ledger has its own, which queries do not see. */
export const TABLE_SCHEMA = 'public';

export const POSTGRES_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'integer',
  float: 'double precision',
};

/** The statements that make a table: `CREATE TABLE`, then its indexes. */
export function createTableStatements(table: TableDefinition): string[] {
  const columns = columnsOf(table).map(({ name, type }) => `${quoteName(name)} ${POSTGRES_TYPES[type]}`);
  const key = table.key ? [`PRIMARY KEY (${table.key.map(quoteName).join(', ')})`] : [];
  const indexes = (table.indexes ?? []).map(
    (names) => `CREATE INDEX ON ${qualify(table.name)} (${names.map(quoteName).join(', ')})`,
  );
  return [`CREATE TABLE ${qualify(table.name)} (${[...columns, ...key].join(', ')})`, ...indexes];
}

/** Takes the rows of one part; the columns are named, so that the table's own order does not matter. */
export function copyStatement(table: TableDefinition): string {
  const columns = columnsOf(table).map(({ name }) => quoteName(name));
  return `COPY ${qualify(table.name)} (${columns.join(', ')}) FROM STDIN (FORMAT text)`;
}

export function qualify(tableName: string): string {
  return `${TABLE_SCHEMA}.${quoteName(tableName)}`;
}

/** Names are checked to need no quotes, but for words that SQL keeps for itself: `order`, `user`. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
