import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * The same in SQL: `duckdb.ts <statements> <input> <output> <threads> [unsorted]`; `:input` and `:output` stand in the
 * text. Unsorted, rows come in any order, as no MapReduce output does: the least that DuckDB can be asked for.
 */
const [statements = '', input = '', output = '', threads = '', order = ''] = process.argv.slice(2);
const ORDER = 'ORDER BY ALL';

const instance = await DuckDBInstance.create(':memory:', {
  threads,
  // Nothing in the statements depends on the order of the input, and keeping it costs time.
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const sorted = readFileSync(statements, 'utf8');
if (order === 'unsorted' && !sorted.includes(ORDER))
  throw new Error(`${statements} has no ${ORDER} to leave out`);
const text = order === 'unsorted' ? sorted.replace(ORDER, '') : sorted;
await connection.run(text.replace(':input', quote(input)).replace(':output', quote(output)));
connection.closeSync();
instance.closeSync();

function quote(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
