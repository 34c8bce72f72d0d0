import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock, seededRandom } from '@oremill/runtime';
import { AppError } from '@oremill/types';
import { crash, recordFiles, restore } from '@oremill/workbench/forgetful-disk';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { resumeJob } from '../../src/resume-job.ts';
import { runJob } from '../../src/run-job.ts';
import { readPairs } from '../jobs/sorted-pairs.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';
import { forgetOwner } from './forget-owner.ts';

/** What its runs have in common: the parts of pairs are chosen anew by each. */
const JOBS = { 'two-steps': readParts, 'pair-output': readPairs };
/** Raise it for a long search: `SIMULATION_ROUNDS=1000 vitest …`. */
const ROUNDS = Number(process.env.SIMULATION_ROUNDS ?? 25);
const TIMEOUT_MS = 20_000 + ROUNDS * 1000;
const scratch = useScratch();

const limits = { splitBytesMin: 300, splitBytesMax: 300, arenaBytes: 16_384, writeBytes: 64, mergeFanIn: 3 };

test.each(Object.entries(JOBS))(
  'after a power cut at any point in %s, resuming, or running again where that is refused, gives the complete output',
  async (name, readOutput: (output: string) => unknown) => {
    const job = new URL(`../jobs/${name}.ts`, import.meta.url);
    const folder = scratch();
    const lines = Array.from({ length: 120 }, (_, index) =>
      index % 20 === 7 ? 'bad' : `w${index % 9} v${index}`,
    );
    const input = writeInput(scratch(), 'words.txt', lines.join('\n'));
    const output = join(folder, 'output');
    const { files, operations } = recordFiles(diskFiles);
    const options = { job, inputs: [input], output, runner: 'inline' as const, partitions: 2, limits };
    await runJob(options, { files, clock: manualClock() });
    const expected = readOutput(output);
    const random = seededRandom(7);
    const seen = { resumed: 0, again: 0, complete: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      rmSync(folder, { recursive: true });
      const done = Math.floor(random() * (operations.length + 1));
      restore(folder, crash(operations.slice(0, done), folder, random));
      forgetOwner(join(`${output}.partial`, '_execution.json'));
      if (existsSync(output)) {
        seen.complete += 1;
      } else {
        const resumed = await resumeJob({ output }).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'NOT_RESUMABLE') return undefined;
          throw error;
        });
        seen[resumed ? 'resumed' : 'again'] += 1;
        if (resumed === undefined) await runJob(options);
      }
      expect({ round, done, parts: readOutput(output) }).toEqual({ round, done, parts: expected });
    }
    expect(seen.resumed).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
