import { tweets } from '@oremill/workbench/values';
import { expect, test } from 'vitest';
import { fillDictionaryColumn } from '../../src/statistics/dictionary-column.ts';
import { judgeDictionary } from '../../src/statistics/judge-dictionary.ts';
import { measuredColumns } from '../../src/statistics/measured-columns.ts';
import { rulesSchema } from '../../src/statistics/rules.ts';
import { Tally, type TallyOptions } from '../../src/statistics/tally.ts';

const OPTIONS: TallyOptions = {
  rules: rulesSchema.parse({}),
  compresses: true,
  seed: 1,
  keptMax: 1000,
  keptRecordBytesMax: 64 * 1024,
  measuresAll: true,
};

async function measure(records: readonly Uint8Array[], options: Partial<TallyOptions> = {}) {
  const tally = new Tally({ ...OPTIONS, ...options });
  tally.add({ bytes: Buffer.concat(records.flatMap((record) => [record, Buffer.from('\n')])), offset: 0 });
  const tallied = tally.take();
  const measured = measuredColumns(tallied, { compresses: true });
  return { ...measured, statistics: await fillDictionaryColumn(tallied, measured) };
}

test('posts take far less with a dictionary than alone, and every record is judged', async () => {
  const { statistics, means, columns } = await measure(tweets(600));
  expect(statistics).toMatchObject({ judgedOn: 600, meanBytes: means.zstdDictionaryBytes });
  expect(statistics?.trainedOn).toBeGreaterThan(150);
  expect(statistics?.trainedOn).toBeLessThan(300);
  expect(statistics?.dictionaryBytes).toBeGreaterThan(10_000);
  expect(means.zstdDictionaryBytes).toBeLessThan(means.zstdBytes * 0.6);
  const sum = columns.zstdDictionaryBytes.reduce((all, bytes) => all + bytes, 0);
  expect(means.zstdDictionaryBytes).toBeCloseTo(sum / 600, 6);
});

test('what records have in common with themselves alone is not taken for what they have in common', async () => {
  // Each has bytes of its own, said twice to no other: a dictionary that knew it would make almost nothing of it.
  const noise = Array.from({ length: 300 }, (_, index) => {
    const text = Buffer.from(
      Uint8Array.from(
        { length: 750 },
        (_byte, at) => Math.imul(index + 1, 2654435761 + at * at * 40503) >>> 13,
      ),
    );
    return Buffer.from(JSON.stringify({ text: text.toString('base64') }));
  });
  const { means, statistics } = await measure(noise);
  expect(statistics?.judgedOn).toBe(300);
  expect(means.zstdDictionaryBytes).toBeGreaterThan(600);
  // The same records ten times over lie on one side each: nobody is judged by himself.
  const repeated = await measure(
    Array.from({ length: 3000 }, (_, index) => noise[index % 300] as Buffer),
    { keptMax: 3000 },
  );
  expect(repeated.means.zstdDictionaryBytes).toBeGreaterThan(600);
});

test('records that were not kept count by the ratio of those that were', async () => {
  const records = tweets(900);
  const { means } = await measure(records, { keptMax: 300 });
  const whole = await measure(records);
  expect(Math.abs(means.zstdDictionaryBytes / whole.means.zstdDictionaryBytes - 1)).toBeLessThan(0.15);
});

test('a long record counts as zstd alone', async () => {
  const long = Buffer.from(JSON.stringify({ text: 'a b '.repeat(20_000) }));
  const { columns } = await measure([...tweets(300), long]);
  const at = columns.bytes.indexOf(long.length + 1);
  expect(columns.zstdDictionaryBytes[at]).toBe(columns.zstdBytes[at]);
});

test('of too few records there is no dictionary, and the column is empty', async () => {
  const { statistics, means } = await measure(tweets(10));
  expect(statistics).toBeUndefined();
  expect(means.zstdDictionaryBytes).toBe(0);
});

test('what gains nothing is kept as it is', () => {
  const judged = judgeDictionary({ trained: tweets(200), judged: [Buffer.from('x'), Buffer.alloc(0)] });
  expect(judged?.bytes).toEqual([1, 0]);
});
