import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Runner } from '@oremill/types';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readParts, readRows, useScratch } from '../scratch.ts';
import { mayRun } from './missing.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const INPUT = join(DATA, 'bookmarks.jsonl');
const EXPECTED = join(DATA, 'expected/bookmarks.tsv');
const JOB = new URL('../../examples/tag-statistics.ts', import.meta.url);

const data = mayRun(existsSync(INPUT) && existsSync(EXPECTED), DATA);
const scratch = useScratch();

const settings: readonly { runner: Runner; workers: number }[] = [
  { runner: 'inline', workers: 1 },
  { runner: 'threads', workers: 1 },
  { runner: 'threads', workers: 2 },
];

test.skipIf(data.skip).each(settings)(
  data.title('the real bookmarks give the expected rows: $runner, $workers workers'),
  async ({ runner, workers }) => {
    const output = join(scratch(), 'output');

    const execution = await runJob({ job: JOB, inputs: [INPUT], output, runner, workers });

    expect(execution.counters).toEqual({ mapper: { kept_entries: 1342, skipped_entries: 50 } });
    expect(readRows(output)).toBe(readFileSync(EXPECTED, 'latin1'));
  },
);

test.skipIf(data.skip)(
  data.title('the parts are the same bytes whatever the runner, the workers and the cuts of the input'),
  async () => {
    const folder = scratch();
    const outputs = settings.map((_, index) => join(folder, `output-${index}`));
    for (const [index, { runner, workers }] of settings.entries()) {
      const limits =
        index === 0 ? {} : { splitBytesMin: 50_000 * index, splitBytesMax: 50_000 * index, spillBytes: 4096 };
      await runJob({ job: JOB, inputs: [INPUT], output: outputs[index] as string, runner, workers, limits });
    }
    const [first, ...others] = outputs.map(readParts);
    expect(Object.keys(first ?? {})).toEqual(['part-00000', 'part-00001', 'part-00002', 'part-00003']);
    for (const other of others) expect(other).toEqual(first);
  },
);
