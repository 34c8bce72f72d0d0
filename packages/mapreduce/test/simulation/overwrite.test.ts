import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock, seededRandom } from '@oremill/runtime';
import { crash, type Operation, recordFiles, restore } from '@oremill/workbench/forgetful-disk';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { readExecution } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';
import { forgetOwner } from './forget-owner.ts';

const JOB = new URL('../jobs/obedient.ts', import.meta.url);
/** Raise it for a long search: `SIMULATION_ROUNDS=1000 vitest …`. */
const ROUNDS = Number(process.env.SIMULATION_ROUNDS ?? 4);
const TIMEOUT_MS = 20_000 + ROUNDS * 2000;
const scratch = useScratch();

type Content = Record<string, string>;

interface Recording {
  readonly folder: string;
  readonly output: string;
  /** Of both executions; the second one begins at `secondStart`. */
  readonly operations: readonly Operation[];
  readonly secondStart: number;
  readonly old: Content;
  readonly new: Content;
}

/** An execution, and another one that replaces its output. */
async function record(): Promise<Recording> {
  const folder = scratch();
  const output = join(folder, 'output');
  const { files, operations } = recordFiles(diskFiles);
  const world = { files, clock: manualClock() };
  const limits = { splitBytesMin: 400, splitBytesMax: 400, writeBytes: 256 };
  const run = (order: string) => {
    const input = writeInput(scratch(), 'orders.txt', `${order} 1\n`.repeat(40));
    const job = { job: JOB, inputs: [input], output, runner: 'inline' as const, partitions: 2, limits };
    return runJob({ ...job, overwrite: true }, world);
  };
  await run('old');
  const old = readFolder(output);
  const secondStart = operations.length;
  await run('new');
  return { folder, output, operations, secondStart, old, new: readFolder(output) };
}

function readFolder(folder: string): Content {
  // Whose process wrote it is changed on the way.
  const read = (name: string) =>
    readFileSync(join(folder, name), 'latin1').replace(/"owner": "[^"]*"/, '"owner": ""');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]));
}

interface Outcome {
  readonly torn: string | undefined;
  readonly seen: { old: number; new: number };
}

/** What is there once somebody has looked, after power cuts at every point and with many chances. */
function search({ folder, output, operations, secondStart, ...recorded }: Recording): Outcome {
  const seen = { old: 0, new: 0 };
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    for (let done = secondStart; done <= operations.length; done += 1) {
      rmSync(folder, { recursive: true });
      restore(folder, crash(operations.slice(0, done), folder, seededRandom(seed * 100_003 + done)));
      forgetOwner(join(`${output}.partial`, '_execution.json'));
      const torn = `seed ${seed}, after ${done - secondStart} operations`;
      try {
        readExecution(output);
        const left = JSON.stringify(readFolder(output));
        const kind = (['old', 'new'] as const).find((name) => JSON.stringify(recorded[name]) === left);
        if (kind === undefined || (done === operations.length && kind === 'old')) return { torn, seen };
        seen[kind] += 1;
      } catch {
        return { torn, seen };
      }
      if (readdirSync(folder).some((name) => name.endsWith('.replaced'))) return { torn, seen };
    }
  }
  return { torn: undefined, seen };
}

test(
  'after a power cut at any point of a replacement the old output is there, or the new one, and nothing aside',
  async () => {
    const recording = await record();
    expect(recording.old).not.toEqual(recording.new);
    const { torn, seen } = search(recording);
    expect(torn).toBeUndefined();
    expect(seen.old).toBeGreaterThan(0);
    expect(seen.new).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test(
  'the search finds a lost output when its new name is not synced before the old one is removed',
  async () => {
    const recording = await record();
    const { operations, folder } = recording;
    const forgotten = operations.findLastIndex(
      ({ kind, ...rest }) => kind === 'syncFolder' && 'path' in rest && rest.path === folder,
    );
    expect(search({ ...recording, operations: operations.toSpliced(forgotten, 1) }).torn).toMatch(/seed/);
  },
  TIMEOUT_MS,
);
