import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '@oremill/runtime';
import type { Execution, Runner } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { readSkipped } from '../../src/output/read-output.ts';
import { type RunJobOptions, runJob } from '../../src/run-job.ts';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const scratch = useScratch();

/** Every runner gives the same parts, counters and skipped records, byte for byte. */
export function describeRunner(runner: Exclude<Runner, 'inline'>): void {
  describe(`the ${runner} runner gives what the inline runner gives`, () => {
    test('a combiner, several splits, CRLF and a last line without a newline', async () => {
      const words = ['ore', 'mill', 'Ähre', 'stone', 'x'.repeat(100)];
      const lines = Array.from({ length: 900 }, (_, index) => `${words[index % 5]} ${words[index % 3]}`);
      await expectSame(runner, at('../examples/word-count.ts'), lines.join('\r\n'), { splits: 3 });
    });

    test('declared fields and bad records', async () => {
      const bookmarks = Buffer.concat([...generateBookmarks({ bytes: 100_000, seed: 3 })]);
      await expectSame(runner, at('../examples/tag-statistics.ts'), bookmarks, { splits: 2 });
    });

    test('keys and values of any bytes, sorted by both, in parts by their hash', async () => {
      const random = seededRandom(5);
      const field = () =>
        Buffer.from(
          Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 20) ** 2 % 256),
        ).toString('hex');
      const lines = Array.from({ length: 700 }, () => (random() < 0.02 ? 'bad' : `${field()} ${field()}`));
      const long = Buffer.alloc(40_000, 7).toString('hex');
      const input = `${lines.join('\n')}\n${long} ${long}\n`;
      await expectSame(runner, at('streaming/jobs/any-bytes.ts'), input, { splits: 2 });
    });

    test('a combiner over sorted values', async () => {
      const lines = Array.from({ length: 200 }, (_, index) => `k${index % 7} ${(index * 37) % 100}`);
      await expectSame(runner, at('jobs/combining.ts'), lines.join('\n'), { splits: 2 });
    });

    test('several steps, ranges of keys, options and files', async () => {
      const lines = Array.from({ length: 300 }, (_, index) => `a${index % 3} b${index % 17} c${index}`);
      lines[7] = 'bad';
      await expectSame(runner, at('jobs/two-steps.ts'), lines.join('\n'), {
        splits: 2,
        options: { minCount: 2 },
      });
    });

    test('a step without reducers, which tells the places of its records', async () => {
      const input = gzipSync('first\nthrow\nthird\n\nlast');
      await expectSame(runner, at('jobs/map-only.ts'), input, {});
      await expectSame(runner, at('jobs/map-only.ts'), 'first\nthrow\n'.repeat(50), { splits: 4 });
    });

    test('a step without a mapper', async () => {
      const lines = Array.from({ length: 300 }, (_, index) => `${(index * 7919) % 1000}\tz`);
      await expectSame(runner, at('jobs/sorted-lines.ts'), lines.join('\n'), { splits: 2 });
    });

    test('whole files', async () => {
      const folder = scratch();
      const inputs = [1, 2, 3].map((size) =>
        writeInput(folder, `${size}.bin`, Buffer.alloc(size * 1000, size - 1)),
      );
      await expectSame(runner, at('jobs/file-sizes.ts'), '', { inputs });
    });

    test('nothing at all', async () => {
      await expectSame(runner, at('../examples/word-count.ts'), '', {});
    });
  });
}

interface Trial extends Partial<Omit<RunJobOptions, 'output' | 'runner'>> {
  /** How many splits the input is to have. */
  readonly splits?: number;
}

async function expectSame(
  runner: Runner,
  job: URL,
  input: string | Uint8Array,
  { splits = 1, ...options }: Trial,
): Promise<void> {
  const folder = join(scratch(), 'with a space');
  mkdirSync(folder);
  const inputs = options.inputs ?? [writeInput(folder, 'input', input)];
  const bytes = Math.max(1, Math.ceil(Buffer.byteLength(input) / splits));
  const limits = splits === 1 ? {} : { splitBytesMin: bytes, splitBytesMax: bytes };
  const run = async (by: Runner) => {
    const output = join(folder, by);
    const workers = by === 'inline' ? undefined : 2;
    const given = { partitions: 3, ...options, job, inputs, output, runner: by, workers, limits };
    const execution = await runJob(given);
    const { items } = await readSkipped(output, { limit: 500 });
    return { parts: readParts(output), skipped: items, ...figuresOf(execution) };
  };
  const expected = await run('inline');
  expect(await run(runner)).toEqual(expected);
  expect(Object.keys(expected.parts)).not.toEqual([]);
}

/** What of an execution does not depend on time, memory and workers. */
function figuresOf({ counters, progress, manifest, steps }: Execution) {
  const { records, skipped, emitted, rows, outputBytes, inputBytesDone } = progress;
  return {
    counters,
    manifest,
    progress: { records, skipped, emitted, rows, outputBytes, inputBytesDone },
    steps: steps.map((step) => [
      step.kind,
      step.records,
      step.skipped,
      step.emitted,
      step.mapTasks,
      step.rows,
    ]),
  };
}
