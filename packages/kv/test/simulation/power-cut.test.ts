import { rmSync } from 'node:fs';
import { type DataFile, type Files, seededRandom } from '@oremill/runtime';
import type { Fsync } from '@oremill/types';
import { crash, type Operation, type Remains, recordFiles, restore } from '@oremill/workbench/forgetful-disk';
import { expect, test } from 'vitest';
import type { OpenTableOptions } from '../../src/dataset/live-table.ts';
import { MapTable } from '../dataset/map-table.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { quickFiles } from '../dataset/quick-files.ts';
import { useScratch } from '../scratch.ts';
import { stateOf, Workload } from './workload.ts';

/** Raise it for a long search: `SIMULATION_ROUNDS=1000 vitest …`. */
const ROUNDS = Number(process.env.SIMULATION_ROUNDS ?? 1);
const TIMEOUT_MS = 60_000 + ROUNDS * 30_000;
const scratch = useScratch();

interface Recording {
  readonly folder: string;
  readonly operations: readonly Operation[];
  readonly workload: Workload;
}

interface RunOptions {
  readonly folder: string;
  readonly seed: number;
  readonly fsync?: Fsync;
  readonly disk?: Files;
  /** It evicts when there are more entries. */
  readonly countMax?: number;
}

/** Commands in batches, while two snapshots are written; a new dataset unless one is there. */
async function run(options: RunOptions): Promise<Recording> {
  const { folder, seed, fsync = 'always', disk = quickFiles, countMax = Number.POSITIVE_INFINITY } = options;
  const { files, operations } = recordFiles(disk);
  const random = seededRandom(seed);
  const openTable = (table: OpenTableOptions) => new MapTable({ ...table, countMax });
  const dataset = await openDataset({ folder, files, fsync, openTable, random: seededRandom(seed) });
  const workload = new Workload(dataset, random, () => operations.length);
  await workload.promise(undefined);
  let snapshot: Promise<unknown> = Promise.resolve();
  for (let batch = 0; batch < 12; batch += 1) {
    if (batch === 3 || batch === 8) snapshot = dataset.snapshot();
    workload.command(1 + Math.floor(random() * 4));
    if (fsync === 'always') await workload.promise(dataset.settled());
    else if (batch % 4 === 0) await workload.promise(dataset.sync());
    else await new Promise(setImmediate);
  }
  await snapshot;
  await dataset.close();
  await workload.promise(undefined);
  return { folder, operations, workload };
}

/** What is there after a power cut, as the number of commands that were done; -1 when it is no state that ever was. */
async function recover({ folder, workload }: Recording, remains: Remains): Promise<number | string> {
  rmSync(folder, { recursive: true });
  restore(folder, remains);
  try {
    const dataset = await openDataset({ folder, files: quickFiles });
    const state = stateOf(dataset);
    await dataset.close();
    return workload.states.lastIndexOf(state);
  } catch (error) {
    return (error as Error).message;
  }
}

/** The first power cut, over all points and several chances, after which something promised is not there. */
async function findLoss(recording: Recording, from = 0, initial: Remains = {}): Promise<string | undefined> {
  const { folder, operations, workload } = recording;
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (let done = from; done <= operations.length; done += 1) {
      const left = crash(operations.slice(0, done), folder, seededRandom(round * 100_003 + done), initial);
      const found = await recover(recording, left);
      const promised = workload.promisedAt(done);
      if (typeof found === 'string' || found < promised)
        return `round ${round}, after ${done} operations: ${found}, but ${promised} commands were promised`;
    }
  }
  return undefined;
}

test.each<Fsync>(['always', 'everysec', 'off'])(
  'after a power cut at any point, at fsync %s, the dataset is as after some command, and none that was promised is missing',
  async (fsync) => {
    for (const seed of [1, 2, 3]) {
      const recording = await run({ folder: scratch(), seed, fsync });
      expect(recording.workload.commands).toBeGreaterThan(20);
      expect({ seed, loss: await findLoss(recording) }).toEqual({ seed, loss: undefined });
    }
  },
  TIMEOUT_MS,
);

test(
  'nor does a power cut bring back what was evicted, or take what was not',
  async () => {
    for (const seed of [11, 12, 13]) {
      const recording = await run({ folder: scratch(), seed, countMax: 6 });
      const counts = recording.workload.states.map((state) => Object.keys(JSON.parse(state)[0]).length);
      expect(Math.max(...counts)).toBe(6);
      expect({ seed, loss: await findLoss(recording) }).toEqual({ seed, loss: undefined });
    }
  },
  TIMEOUT_MS,
);

test.each<[string, (operation: Operation) => boolean]>([
  ['bytes', ({ kind }) => kind === 'sync'],
  ['names', ({ kind }) => kind === 'syncFolder'],
])(
  'the search finds a loss when %s are not synced',
  async (_title, isForgotten) => {
    const recording = await run({ folder: scratch(), seed: 4 });
    const operations = recording.operations.filter((operation) => !isForgotten(operation));
    expect(operations.length).toBeLessThan(recording.operations.length);
    expect(await findLoss({ ...recording, operations })).toMatch(/round/);
  },
  TIMEOUT_MS,
);

test(
  'a recovery that ends in a power cut itself, and what is written after it, loses nothing either',
  async () => {
    for (const seed of [5, 6]) {
      const folder = scratch();
      const first = await run({ folder, seed });
      const random = seededRandom(seed);
      const done = Math.floor(first.operations.length * (0.3 + 0.6 * random()));
      const left = crash(first.operations.slice(0, done), folder, random);
      rmSync(folder, { recursive: true });
      restore(folder, left);
      const second = await run({ folder, seed: seed + 100 });
      const before = first.workload.promisedAt(done);
      expect(first.workload.states.lastIndexOf(second.workload.states[0] as string)).toBeGreaterThanOrEqual(
        before,
      );
      // Until the second run has opened it, what the first one left may still be lost as after the first power cut.
      const opened = second.workload.moments[0]?.at ?? 0;
      for (let point = 0; point < opened; point += 1) {
        const again = crash(second.operations.slice(0, point), folder, random, left);
        const found = await recover(first, again);
        expect(found).toBeGreaterThanOrEqual(before);
      }
      expect({ seed, loss: await findLoss(second, opened, left) }).toEqual({ seed, loss: undefined });
    }
  },
  TIMEOUT_MS,
);

/** From the so many-th on, until it is repaired, no sync of a file succeeds. */
function breakSync(from: number): { disk: Files; repair: () => void } {
  let count = 0;
  let isBroken = true;
  const failing = (file: DataFile): DataFile => {
    const datasync = async () => {
      count += 1;
      if (isBroken && count >= from) throw Object.assign(new Error('the disk is broken'), { code: 'EIO' });
    };
    return Object.create(file, { datasync: { value: datasync } });
  };
  return {
    disk: {
      ...quickFiles,
      create: (path) => failing(quickFiles.create(path)),
      append: (path) => failing(quickFiles.append(path)),
    },
    repair: () => {
      isBroken = false;
    },
  };
}

test(
  'after a failed sync nothing more is promised, and what is there when the dataset is opened again lasts',
  async () => {
    for (const seed of [7, 8, 9]) {
      const folder = scratch();
      const { disk, repair } = breakSync(5 + seed);
      const { files, operations } = recordFiles(disk);
      const random = seededRandom(seed);
      const first = await openDataset({ folder, files, random });
      const before = new Workload(first, random, () => operations.length);
      let failure: unknown;
      while (failure === undefined) {
        before.command(3);
        await before.promise(first.settled()).catch((error: unknown) => {
          failure = error;
        });
      }
      expect(failure).toMatchObject({ code: 'LOG_UNWRITABLE' });
      expect(() => before.command(1)).toThrow(expect.objectContaining({ code: 'LOG_UNWRITABLE' }));
      await expect(first.settled()).rejects.toMatchObject({ code: 'LOG_UNWRITABLE' });
      await first.close();
      repair();
      const second = await openDataset({ folder, files, random });
      const after = new Workload(second, random, () => operations.length);
      expect(before.states.lastIndexOf(after.states[0] as string)).toBeGreaterThanOrEqual(
        before.promisedAt(operations.length),
      );
      await after.promise(undefined);
      const opened = operations.length;
      for (let batch = 0; batch < 4; batch += 1) {
        after.command(2);
        await after.promise(second.settled());
      }
      await second.close();
      const loss = await findLoss({ folder, operations, workload: after }, opened);
      expect({ seed, loss }).toEqual({ seed, loss: undefined });
    }
  },
  TIMEOUT_MS,
);
