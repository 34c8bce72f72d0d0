/** `node map-loader.ts FILE GETS`: lines of a TSV into a JavaScript Map of strings; prints one line of JSON. */
import { createReadStream } from 'node:fs';

const [file = '', gets = '0'] = process.argv.slice(2);
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

const step = Math.max(1, Math.floor(map.size / Math.max(1, Number(gets))));
// Copies: a slice of the text that was read would be compared with itself.
const keys = [...map.keys()]
  .filter((_, index) => index % step === 0)
  .map((key) => Buffer.from(key).toString());
let seed = 1;
for (let index = keys.length - 1; index > 0; index -= 1) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  const other = seed % (index + 1);
  [keys[index], keys[other]] = [keys[other] as string, keys[index] as string];
}
let check = 0;
const getStart = performance.now();
for (const key of keys) check += map.get(key)?.length ?? 0;
const getNs = keys.length === 0 ? 0 : ((performance.now() - getStart) * 1e6) / keys.length;
let valueBytes = 0;
for (const value of map.values()) valueBytes += Buffer.byteLength(value);
console.log(JSON.stringify({ seconds, pairs: map.size, residentBytes, valueBytes, getNs, check }));
