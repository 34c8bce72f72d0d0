/** `node map-loader.ts FILE KEYS`: lines of a TSV into a JavaScript Map of strings; prints one line of JSON. */
import { createReadStream } from 'node:fs';
import { digestValues } from '../harness/content.ts';
import { readKeys } from '../harness/table-content.ts';

const [file = '', keysPath = ''] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const start = performance.now();
const map = new Map<string, string>();
let rest = '';
for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
  const text = rest + chunk;
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    const tab = text.indexOf('\t', from);
    if (tab >= 0 && tab < end) map.set(text.slice(from, tab), text.slice(tab + 1, end));
    from = end + 1;
  }
  rest = text.slice(from);
}
const seconds = (performance.now() - start) / 1000;
globalThis.gc?.();
const residentBytes = process.memoryUsage.rss() - before;

let valueBytes = 0;
for (const value of map.values()) valueBytes += Buffer.byteLength(value);
const values = readKeys(keysPath).map((key) => map.get(key.toString()));
const sample = digestValues(values.map((value) => (value === undefined ? undefined : Buffer.from(value))));
console.log(JSON.stringify({ seconds, pairs: map.size, residentBytes, valueBytes, sample }));
