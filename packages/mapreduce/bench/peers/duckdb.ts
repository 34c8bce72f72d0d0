import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/** The same in SQL: `duckdb.ts <statements> <input> <output> <threads>`; `:input` and `:output` stand in the text. */
const [statements = '', input = '', output = '', threads = ''] = process.argv.slice(2);

const instance = await DuckDBInstance.create(':memory:', {
  threads,
  // Nothing in the statements depends on the order of the input, and keeping it costs time.
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const text = readFileSync(statements, 'utf8');
await connection.run(text.replace(':input', quote(input)).replace(':output', quote(output)));
connection.closeSync();
instance.closeSync();

function quote(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
