import { warehouseError } from '@oremill/types';
import type { ClientBase } from 'pg';
import { QUERY_ROLE } from '../query/role.ts';
import { columnsOf, type TableDefinition } from '../source/table.ts';
import { createTableStatements, POSTGRES_TYPES, qualify } from './ddl.ts';

/** Makes the table unless it is there; one of another shape is not touched and refused. */
export async function ensureTable(client: ClientBase, table: TableDefinition): Promise<void> {
  const found = await readColumns(client, table.name);
  if (found.length === 0) {
    for (const statement of createTableStatements(table)) await client.query(statement);
    await client.query(`GRANT SELECT ON ${qualify(table.name)} TO ${QUERY_ROLE}`);
    return;
  }
  const expected = columnsOf(table).map(({ name, type }) => `${name} ${POSTGRES_TYPES[type]}`);
  if (expected.join() === found.join()) return;
  throw warehouseError(
    'TABLE_MISMATCH',
    `table ${table.name} has the columns ${found.join(', ')}, its definition ${expected.join(', ')}`,
    { hint: `Rename or drop table ${table.name} in the warehouse database, then load again.` },
  );
}

async function readColumns(client: ClientBase, tableName: string): Promise<string[]> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT attname || ' ' || format_type(atttypid, atttypmod) AS column FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [qualify(tableName)],
  );
  return rows.map(({ column }) => column);
}
