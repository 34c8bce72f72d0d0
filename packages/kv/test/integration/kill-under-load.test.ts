import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seededRandom, systemClock } from '@oremill/runtime';
import type { Fsync } from '@oremill/types';
import { expect, test } from 'vitest';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { openLiveParts } from '../../src/dataset/live-parts.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { useScratch } from '../scratch.ts';
import { CommandModel } from './kill-commands.ts';

/** Of each kind; raise it for a long search: `KILLS=200 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
const scratch = useScratch();

interface Kind {
  readonly fsync: Fsync;
  /** Tables that are written, and that recover. */
  readonly parts: number;
  readonly partsAfter: number;
}

/** Writes until so many acknowledgements have come, then is killed. Resolves to all that came. */
async function writeAndKill(
  folder: string,
  { fsync, parts }: Kind,
  first: number,
  count: number,
): Promise<number[]> {
  const child = spawn(process.execPath, [WRITER, folder, fsync, String(first), String(parts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = exited(child);
  const acknowledgements: number[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledgements.push(Number(/^acked (\d+)$/.exec(line)?.[1]));
      if (acknowledgements.length === count) child.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
  return acknowledgements;
}

function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function entriesOf(dataset: LiveDataset): Map<string, string> {
  const entries = new Map<string, string>();
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, 1000);
    for (const { key, value } of page.entries) entries.set(key.toString(), value.toString());
    from = page.next;
  }
  return entries;
}

/** After how many commands the entries are these; -1 when after none from `least` on. */
function countCommands(model: CommandModel, entries: ReadonlyMap<string, string>, least: number): number {
  model.advanceTo(least);
  const newest = Math.max(0, ...[...entries.values()].map((value) => Number(/^n=(\d+);/.exec(value)?.[1])));
  // Behind the last set there may be a deletion.
  for (let n = Math.max(least, newest); n <= Math.max(least, newest) + 1; n += 1) {
    model.advanceTo(n);
    if (model.is(entries)) return n;
  }
  return -1;
}

test.each<Kind>([
  { fsync: 'always', parts: 1, partsAfter: 1 },
  { fsync: 'everysec', parts: 1, partsAfter: 1 },
  { fsync: 'off', parts: 1, partsAfter: 1 },
  { fsync: 'always', parts: 3, partsAfter: 2 },
])(
  `at $fsync, with $parts parts, no acknowledged write is lost when the process is killed under load; seed ${SEED}`,
  async (kind) => {
    const random = seededRandom(SEED);
    const folder = scratch();
    const model = new CommandModel();
    let snapshots = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const count = 1 + Math.floor(random() ** 2 * 600);
      const acknowledgements = await writeAndKill(folder, kind, model.done + 1, count);
      const least = Math.max(model.done, ...acknowledgements);
      const dataset = await openDataset({
        folder,
        clock: systemClock,
        openTable: (options) => openLiveParts({ ...options, parts: kind.partsAfter }),
      });
      const done = countCommands(model, entriesOf(dataset), least);
      expect({ kill, count, least, done }).toEqual({
        kill,
        count,
        least,
        done: expect.toSatisfy((n) => n >= least),
      });
      if (dataset.recovery.snapshotEntries > 0) snapshots += 1;
      await dataset.close();
    }
    expect(snapshots).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
