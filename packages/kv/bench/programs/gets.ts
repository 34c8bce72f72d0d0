/** Holds the pairs of a file in a Map and in two tables, and gets values in the way that each line of its input names. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom } from '@oremill/runtime';
import { buildImage } from '../../src/build/build-image.ts';
import { openImage } from '../../src/image/open-image.ts';
import { joinParts, openParts } from '../../src/image/open-parts.ts';
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
const parted = await buildImage({
  sources: [file],
  target: join(folder, 'gets-parts.image'),
  compression: 'none',
  isOrdered: false,
  parts: 3,
});
const threeParts = joinParts(await openParts(parted.images), {});
process.stdout.write('{}\n');

for await (const question of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(measure(JSON.parse(question) as WayToGet))}\n`);
}
sealed.close();
threeParts.close();

function measure(way: WayToGet): Gets {
  // New ones each time, as keys come to a program: a string that was looked up before knows its hash.
  const fresh = way.endsWith('before') ? names : keys.map((key) => key.toString());
  const values: (string | undefined)[] = [];
  let characters = 0;
  // Whoever gets a value looks at it, which for a Map is when its bytes come to the processor.
  const take = (value: string | undefined): void => {
    characters += value?.length ?? 0;
    values.push(value);
  };
  const startMs = performance.now();
  getAll(way, fresh, take);
  const ns = ((performance.now() - startMs) * 1e6) / fresh.length;
  const found = values.filter((value) => value !== undefined).length;
  const sampled = values.slice(0, SAMPLED).map((value) => (value === undefined ? value : Buffer.from(value)));
  return { ns, content: { found, characters, sample: digestValues(sampled) } };
}

type Take = (value: string | undefined) => void;

function getAll(way: WayToGet, fresh: readonly string[], take: Take): void {
  const held = way.includes('three parts') ? threeParts : way.startsWith('sealed') ? sealed : table;
  if (way.startsWith('Map')) for (const name of fresh) take(map.get(name));
  else if (way.endsWith('from a string')) getByStrings(held, fresh, take);
  else if (way.endsWith('from bytes')) getByBytes(held, take);
  else getMany(held, take);
}

function getByStrings(held: ReadableTable, fresh: readonly string[], take: Take): void {
  for (const name of fresh) take(held.find(Buffer.from(name))?.value.toString());
}

function getByBytes(held: ReadableTable, take: Take): void {
  for (const key of keys) take(held.find(key)?.value.toString());
}

function getMany(held: ReadableTable, take: Take): void {
  for (let from = 0; from < keys.length; from += BATCH) {
    for (const entry of held.findMany(keys.slice(from, from + BATCH))) take(entry?.value.toString());
  }
}

function shuffle(all: string[]): void {
  const random = seededRandom(14);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [all[index], all[other]] = [all[other] as string, all[index] as string];
  }
}
