import { gzipSync } from 'node:zlib';
import { KernelMemory } from '@oremill/json-fields';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { openLines } from '../../src/input/open-lines.ts';
import type { Split } from '../../src/input/plan-splits.ts';
import { SplitFeed } from '../../src/streaming/split-feed.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();
const limits = limitsSchema.parse({ chunkBytes: 1024 });

async function feed(split: Split) {
  const opened = await SplitFeed.open(split);
  try {
    const bytes = Buffer.concat(await Array.fromAsync(opened.chunks()));
    const { start, records, bytesDone } = opened;
    return {
      text: bytes.toString('latin1'),
      start: bytes.length > 0 ? start : undefined,
      records,
      bytesDone,
    };
  } finally {
    opened.close();
  }
}

/** What the engine's own reader makes of the same split. */
async function read(split: Split) {
  const lines = openLines(split, limits, new KernelMemory(1_000_000));
  const found: { offset: number; text: string }[] = [];
  while (await lines.fill()) {
    while (lines.next()) {
      found.push({
        offset: lines.offset,
        text: lines.buffer.toString('latin1', lines.lineStart, lines.lineEnd),
      });
    }
  }
  lines.close();
  return found;
}

test('gives the lines that the engine reads of a split, from the same byte on, wherever it is cut', async () => {
  const folder = scratch();
  const content = fc
    .array(fc.constantFrom('\n', 'a', 'bc', '\r\n'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(content, fc.array(fc.nat(40), { maxLength: 4 }), async (text, cuts) => {
      const path = writeInput(folder, 'input.txt', text);
      const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort(
        (a, b) => a - b,
      );
      const fed: string[] = [];
      for (const [index, start] of places.slice(0, -1).entries()) {
        const split = { path, name: path, start, end: places[index + 1] as number, fileBytes: text.length };
        const expected = await read(split);
        const given = await feed(split);
        fed.push(given.text);
        expect([given.start, given.records]).toEqual([expected[0]?.offset, expected.length]);
        expect(given.text.replace(/\n$/, '')).toBe(expected.map((line) => line.text).join('\n'));
        expect(given.bytesDone).toBe(split.end - split.start);
      }
      expect(fed.join('')).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test('a line of many chunks is given once, by the split in which it begins', async () => {
  const text = `first\n${'x'.repeat(300_000)}\nlast`;
  const path = writeInput(scratch(), 'input.txt', text);
  const split = (start: number, end: number) =>
    feed({ path, name: path, start, end, fileBytes: text.length });
  expect(await split(0, 100)).toMatchObject({ text: text.slice(0, -4), records: 2 });
  expect(await split(100, 200_000)).toMatchObject({ text: '', records: 0 });
  expect(await split(200_000, text.length)).toMatchObject({ text: 'last', start: 300_007, records: 1 });
});

test('of a compressed file its content', async () => {
  const bytes = gzipSync('a\nb\n');
  const path = writeInput(scratch(), 'input.gz', bytes);
  const split: Split = {
    path,
    name: path,
    start: 0,
    end: bytes.length,
    fileBytes: bytes.length,
    compression: 'gzip',
  };
  expect(await feed(split)).toEqual({ text: 'a\nb\n', start: 0, records: 2, bytesDone: bytes.length });
});
