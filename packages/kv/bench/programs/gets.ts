/** Holds the pairs of a file in a Map and in two tables, and gets values in the way that each line of its input names. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom } from '@oremill/runtime';
import { buildImage } from '../../src/build/build-image.ts';
import { openImage } from '../../src/image/open-image.ts';
import { loadTable } from '../../src/load/load-table.ts';
import type { ReadableTable } from '../../src/table/entries.ts';
import { digestValues } from '../harness/content.ts';
import { readPairs } from '../harness/pairs-file.ts';
import type { Gets, GetsOptions, WayToGet } from './gets-options.ts';

const BATCH = 64;
const SAMPLED = 1000;

const { file, folder, pairs, gets } = JSON.parse(process.argv[3] ?? '') as GetsOptions;
const map = new Map<string, string>();
const names: string[] = [];
const step = Math.max(1, Math.floor(pairs / gets));
let line = 0;
readPairs(file, (key, value) => {
  map.set(key.toString(), value.toString());
  // A string of its own: the Map would compare its own key with itself.
  if (line % step === 0 && names.length < gets) names.push(key.toString());
  line += 1;
});
shuffle(names);
const keys = names.map((name) => Buffer.from(name));
const { table } = await loadTable({ sources: [file], workers: 2 });
const target = join(folder, 'gets.image');
await buildImage({ sources: [file], target, compression: 'none', isOrdered: false });
const sealed = await openImage(target);
process.stdout.write('{}\n');

for await (const question of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(measure(JSON.parse(question) as WayToGet))}\n`);
}
sealed.close();

function measure(way: WayToGet): Gets {
  const startMs = performance.now();
  const values = getAll(way);
  const ns = ((performance.now() - startMs) * 1e6) / names.length;
  const characters = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  const found = values.filter((value) => value !== undefined).length;
  const sampled = values.slice(0, SAMPLED).map((value) => value && Buffer.from(value));
  return { ns, content: { found, characters, sample: digestValues(sampled as (Buffer | undefined)[]) } };
}

function getAll(way: WayToGet): (string | undefined)[] {
  const held = way.startsWith('sealed') ? sealed : table;
  if (way.startsWith('Map')) return names.map((name) => map.get(name));
  if (way.endsWith('from a string')) return getByStrings(held);
  if (way.endsWith('from bytes')) return getByBytes(held);
  return getMany(held);
}

function getByStrings(held: ReadableTable): (string | undefined)[] {
  return names.map((name) => held.find(Buffer.from(name))?.value.toString());
}

function getByBytes(held: ReadableTable): (string | undefined)[] {
  return keys.map((key) => held.find(key)?.value.toString());
}

function getMany(held: ReadableTable): (string | undefined)[] {
  const values: (string | undefined)[] = [];
  for (let from = 0; from < keys.length; from += BATCH) {
    for (const entry of held.findMany(keys.slice(from, from + BATCH))) values.push(entry?.value.toString());
  }
  return values;
}

function shuffle(all: string[]): void {
  const random = seededRandom(14);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [all[index], all[other]] = [all[other] as string, all[index] as string];
  }
}
