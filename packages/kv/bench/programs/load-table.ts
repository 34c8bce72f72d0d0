/** Loads a file into a table, in a process of its own, and prints what came of it: seconds, memory, content. */
import { LoadPool } from '../../src/load/load-pool.ts';
import { loadTable } from '../../src/load/load-table.ts';
import { contentOf } from '../harness/table-content.ts';
import type { LoadedFigures, LoadTableOptions } from './figures.ts';

const { file, workers, way, keysPath } = JSON.parse(process.argv[3] ?? '') as LoadTableOptions;
const sources = [file];
const before = process.memoryUsage.rss();
let reuse: Awaited<ReturnType<typeof loadTable>>['table'] | undefined;
if (way === 'touched') {
  ({ table: reuse } = await loadTable({ sources, workers }));
  reuse.clear();
}
let pool: LoadPool | undefined;
// What a peer takes does not have the start of its process in it either.
if (way !== 'unstarted' && workers > 0) {
  pool = new LoadPool(workers);
  await pool.start();
}
const startMs = performance.now();
const { table } = await loadTable({ sources, workers, pool, reuse });
const seconds = (performance.now() - startMs) / 1000;
globalThis.gc?.();
const residentBytes = process.memoryUsage.rss() - before;
const content = contentOf(table, (key) => table.find(key)?.value, keysPath);
const printed: LoadedFigures = { seconds, residentBytes, content, memory: table.memory() };
console.log(JSON.stringify(printed));
await pool?.close();
