import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from '@oremill/types';
import { sharedData } from '@oremill/workbench/missing';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readParts, readRows, useScratch } from '../scratch.ts';

const JOB = new URL('../../examples/tag-statistics.ts', import.meta.url);

const data = sharedData('bookmarks.jsonl', 'expected/bookmarks.tsv');
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

    const execution = await runJob({
      job: JOB,
      inputs: [data.path('bookmarks.jsonl')],
      output,
      runner,
      workers,
    });

    expect(execution.counters).toEqual({ mapper: { kept_entries: 1342, skipped_entries: 50 } });
    expect(readRows(output)).toBe(readFileSync(data.path('expected/bookmarks.tsv'), 'latin1'));
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
      await runJob({
        job: JOB,
        inputs: [data.path('bookmarks.jsonl')],
        output: outputs[index] as string,
        runner,
        workers,
        limits,
      });
    }
    const [first, ...others] = outputs.map(readParts);
    expect(Object.keys(first ?? {})).toEqual(['part-00000', 'part-00001', 'part-00002', 'part-00003']);
    for (const other of others) expect(other).toEqual(first);
  },
);
