import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * The baseline: the main job as one would write it without an engine. One thread, all rows in memory, no split, no
 * skipped records kept, and a full disk or a kill leaves whatever it leaves.
 */
const [input = '', output = ''] = process.argv.slice(2);

const rows: string[] = [];
for await (const line of createInterface({
  input: createReadStream(input),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  const row = toRow(line);
  if (row !== undefined) rows.push(row);
}
rows.sort();
writeFileSync(output, rows.map((row) => `${row}\n`).join(''));

function toRow(line: string): string | undefined {
  // readline replaces bytes that are not UTF-8 by this character, which the sample does not have otherwise.
  if (line.includes('\ufffd')) return undefined;
  let bookmark: { id?: unknown; tags?: unknown; updated?: unknown };
  try {
    bookmark = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { id, tags, updated } = bookmark;
  if (!Array.isArray(tags) || tags.length === 0 || typeof updated !== 'string' || typeof id !== 'string')
    return undefined;
  const [weekday, , month, year, time = ''] = updated.replaceAll(',', '').split(' ');
  const [hour, minute, second] = time.split(':');
  if (second === undefined) return undefined;
  const frequencies = Array.from({ length: 10 }, () => 0);
  let sum = 0;
  for (const { term } of tags as { term: string }[]) {
    let length = 0;
    for (const _ of term) length += 1;
    if (length >= 10) continue;
    sum += length;
    frequencies[length] = (frequencies[length] ?? 0) + 1;
  }
  const numbers = [tags.length, toFloat(sum), toFloat(sum / tags.length), ...frequencies];
  return [id, weekday, month, year, hour, minute, second, ...numbers].join('\t');
}

function toFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
