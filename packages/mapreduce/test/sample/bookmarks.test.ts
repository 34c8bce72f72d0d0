import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../../examples/tag-statistics.ts', import.meta.url);
const scratch = useScratch();

function sample(bytes: number, seed: number): Buffer {
  return Buffer.concat([...generateBookmarks({ bytes, seed })]);
}

test('the same seed gives the same bytes, a longer sample begins with the shorter one, another seed differs', () => {
  const short = sample(300_000, 1);
  expect(sample(300_000, 1).equals(short)).toBe(true);
  expect(sample(900_000, 1).subarray(0, short.length).equals(short)).toBe(true);
  expect(sample(300_000, 2).equals(short)).toBe(false);
  // Bench results and documents name this sample: a change of the generator shows here.
  expect(createHash('sha256').update(short).digest('hex').slice(0, 12)).toBe('9e3771033f04');
});

test('it holds as many whole lines as fit', () => {
  for (const bytes of [0, 100, 5000, 262_144, 1_000_000]) {
    const content = sample(bytes, 3);
    expect(content.length).toBeLessThanOrEqual(bytes);
    if (bytes >= 5000) expect(content.length).toBeGreaterThan(bytes - 5000);
    expect(content.length === 0 || content.at(-1) === 10).toBe(true);
  }
});

test('records are like the real ones: size, tags, scripts, and one bad line in each thousand', async () => {
  const folder = scratch();
  const content = sample(12 * 2 ** 20, 4);
  const lines = content.toString('utf8').split('\n').slice(0, -1);
  const bookmarks = lines.flatMap((line): { tags?: unknown[] }[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  const tags = bookmarks.map((bookmark) => bookmark.tags?.length);
  expect(content.length / lines.length).toBeGreaterThan(1000);
  expect(content.length / lines.length).toBeLessThan(1500);
  expect(new Set(tags)).toEqual(new Set([undefined, ...Array.from({ length: 20 }, (_, count) => count), 20]));
  expect(lines.filter((line) => /[぀-鿿]/.test(line)).length).toBeGreaterThan(lines.length / 20);

  const empty = tags.filter((count) => count === 0).length;
  const input = writeInput(folder, 'sample.jsonl', content);
  const output = join(folder, 'output');
  const { counters, progress } = await runJob({ job: JOB, inputs: [input], output, runner: 'inline' });
  const bad = (counters.mapper?.skipped_entries ?? 0) - empty;
  const thousands = progress.records / 1000;
  expect(bad).toBeGreaterThanOrEqual(Math.floor(thousands));
  expect(bad).toBeLessThanOrEqual(Math.ceil(thousands));
});
