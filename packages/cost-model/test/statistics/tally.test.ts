import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { Block } from '../../src/sample/cut-blocks.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';
import { Tally, type TallyOptions } from '../../src/statistics/tally.ts';
import { linesOf } from './records.ts';

const OPTIONS: TallyOptions = {
  rules: TWEETS_2012,
  compresses: false,
  seed: 7,
  keptMax: 100,
  keptRecordBytesMax: 2000,
  measuresAll: true,
};

/** Cuts at ends of lines, by chance. */
function divide(bytes: Buffer, random: () => number): Block[] {
  const blocks: Block[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const newline = bytes.indexOf(10, offset + Math.floor(random() * 5000));
    const end = newline === -1 ? bytes.length : newline + 1;
    blocks.push({ bytes: bytes.subarray(offset, end), offset });
    offset = end;
  }
  return blocks;
}

function tallyOf(blocks: readonly Block[], options = OPTIONS): Tally {
  const tally = new Tally(options);
  for (const block of blocks) tally.add(block);
  return tally;
}

test('blocks in any division, by any number of tallies, give the same', () => {
  const bytes = Buffer.from(linesOf(3000));
  const whole = tallyOf([{ bytes, offset: 0 }]).take();
  expect(whole.lines).toBe(3000);
  expect(whole.kept).toHaveLength(100);
  const random = seededRandom(11);
  for (let trial = 0; trial < 10; trial += 1) {
    const blocks = divide(bytes, random);
    expect(tallyOf(blocks).take()).toEqual(whole);
    const merged = new Tally(OPTIONS);
    for (const half of [blocks.filter((_, index) => index % 2), blocks.filter((_, index) => !(index % 2))])
      merged.merge(structuredClone(tallyOf(half).take()));
    expect(merged.take()).toEqual(whole);
  }
});

test('lines, bytes, records and what was refused are counted', () => {
  const text = '{"text":"a b"}\n# no\n{"text":\n{"text":"ab"}\n{"text":"c d e"}';
  const { lines, bytes, records, sums, refused } = tallyOf([{ bytes: Buffer.from(text), offset: 0 }]).take();
  expect({ lines, bytes, records, sums, refused }).toEqual({
    lines: 5,
    bytes: text.length,
    records: 2,
    // Bytes, zlib, tokens, unique tokens, characters; zstd comes later.
    sums: [15 + 16, 0, 5, 5, 5, 0, 0],
    refused: { 'not-a-record': 1, invalid: 1, 'without-text': 1 },
  });
});

test('a tally that does not measure everything measures what it kept, and that is the same as of all', () => {
  const bytes = Buffer.from(linesOf(3000));
  const sampled = tallyOf([{ bytes, offset: 0 }], { ...OPTIONS, measuresAll: false });
  expect(sampled.take().records).toBe(0);
  sampled.measureKept();
  const { records, refused, kept, rows } = sampled.take();
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  expect(records + refusals).toBe(100);
  expect(kept).toEqual(tallyOf([{ bytes, offset: 0 }]).take().kept);
  expect(rows).toHaveLength(records);
});

test('of a kept record that is too long to be held the measures are kept', () => {
  const long = `${JSON.stringify({ text: `a ${'b'.repeat(5000)}` })}\n`;
  const bytes = Buffer.from(`${long}{"text":"a b"}\n${'x'.repeat(3000)}\n`);
  const tally = tallyOf([{ bytes, offset: 0 }], { ...OPTIONS, measuresAll: false });
  bytes.fill(0);
  tally.measureKept();
  const { records, sums, refused, kept } = tally.take();
  expect({ records, bytes: sums[0], refused: refused['not-a-record'] }).toEqual({
    records: 2,
    bytes: long.length + 15,
    refused: 1,
  });
  expect(kept.filter(({ item }) => 'measured' in item)).toHaveLength(2);
});
