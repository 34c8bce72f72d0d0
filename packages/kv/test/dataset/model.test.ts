import { manualClock, type Random, seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { openLiveParts } from '../../src/dataset/live-parts.ts';
import type { LiveTable, OpenTableOptions } from '../../src/dataset/live-table.ts';
import { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';
import { MapTable } from './map-table.ts';
import { openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

/** Raise it for a long search: `MODEL_COMMANDS=1000000 vitest …`. */
const COMMANDS = Number(process.env.MODEL_COMMANDS ?? 8000);
const SEED = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 1e9));
const KEYS = 400;
const scratch = useScratch();

interface Expected {
  readonly value: Buffer;
  readonly expiresAtMs: number;
}

type Model = Map<string, Expected>;

const tables: [string, (options: OpenTableOptions) => LiveTable][] = [
  ['a Map', (options) => new MapTable(options)],
  ['the table', (options) => Table.open(options)],
  ['three tables', (options) => openLiveParts({ ...options, parts: 3 })],
];

test.each(tables)(
  `over %s, random commands with expiry, snapshots and restarts in between do what a Map does; seed ${SEED}`,
  async (_title, openTable) => {
    const random = seededRandom(SEED);
    const clock = manualClock(1e12);
    const folder = scratch();
    const open = () =>
      openDataset({
        folder,
        clock,
        random,
        files: quickFiles,
        fsync: 'off',
        snapshotBytesMin: 200_000,
        openTable,
      });
    const model: Model = new Map();
    let dataset = await open();
    let restarts = 0;
    let snapshots: Promise<unknown> = Promise.resolve();
    for (let index = 0; index < COMMANDS; index += 1) {
      command(dataset, model, random, clock);
      const chance = random();
      if (chance < 0.001) {
        await snapshots;
        await dataset.close();
        dataset = await open();
        restarts += 1;
        expect({ index, content: contentOf(dataset, clock) }).toEqual({
          index,
          content: livingOf(model, clock),
        });
      } else if (chance < 0.002) snapshots = dataset.snapshot();
      else if (chance < 0.01) await new Promise(setImmediate);
    }
    await snapshots;
    await dataset.close();
    expect(restarts).toBeGreaterThan(0);
  },
  30_000 + COMMANDS * 5,
);

function command(
  dataset: LiveDataset,
  model: Model,
  random: Random,
  clock: ReturnType<typeof manualClock>,
): void {
  const name = `key ${Math.floor(random() ** 2 * KEYS)}`;
  const key = Buffer.from(name);
  const before = model.get(name);
  const living = before && isLiving(before, clock) ? before : undefined;
  const chance = random();
  if (chance < 0.35) {
    const value = Buffer.alloc(Math.floor(random() ** 6 * 20_000), Math.floor(random() * 256));
    const expiresAtMs = random() < 0.4 ? clock.nowMs() + Math.floor(random() * 5000) : 0;
    dataset.set(key, value, { expiresAtMs });
    model.set(name, { value, expiresAtMs });
  } else if (chance < 0.45) {
    expect(dataset.delete(key)).toBe(living !== undefined);
    model.delete(name);
  } else if (chance < 0.55) {
    const expiresAtMs = random() < 0.3 ? 0 : clock.nowMs() + Math.floor(random() * 5000);
    expect(dataset.setExpiry(key, expiresAtMs)).toBe(living !== undefined);
    if (living) model.set(name, { ...living, expiresAtMs });
  } else if (chance < 0.56) dataset.tend(1);
  else if (chance < 0.6) clock.advance(Math.floor(random() * 200));
  else if (chance < 0.6002) {
    dataset.clear();
    model.clear();
  } else if (chance < 0.7) {
    // A value that was read is written under another key: a view of what the write may move.
    const value = dataset.get(key);
    if (value) dataset.set(Buffer.from(`copy of ${name}`), value);
    if (living) model.set(`copy of ${name}`, { value: living.value, expiresAtMs: 0 });
  } else {
    expect(dataset.get(key)).toEqual(living?.value);
    expect(dataset.expiresAtMs(key)).toBe(living?.expiresAtMs);
    expect(dataset.has(key)).toBe(living !== undefined);
  }
}

function isLiving({ expiresAtMs }: Expected, clock: { nowMs(): number }): boolean {
  return expiresAtMs === 0 || expiresAtMs > clock.nowMs();
}

function livingOf(model: Model, clock: { nowMs(): number }): Model {
  const living = [...model].filter(([, expected]) => isLiving(expected, clock));
  return new Map(living.sort(byName));
}

function contentOf(dataset: LiveDataset, clock: { nowMs(): number }): Model {
  const content: [string, Expected][] = [];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, 100);
    for (const { key, value, expiresAtMs } of page.entries) {
      content.push([key.toString(), { value: Buffer.from(value), expiresAtMs }]);
    }
    from = page.next;
  }
  return livingOf(new Map(content), clock);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
