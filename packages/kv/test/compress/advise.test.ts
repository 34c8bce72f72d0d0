import { compressionAdviceSchema } from '@oremill/types';
import { noise, tweets } from '@oremill/workbench/values';
import { expect, test } from 'vitest';
import { type AdviseOptions, adviseCompression } from '../../src/compress/advise.ts';

/** Every look at it is a millisecond later, so that times in the advice are the same each time. */
function steadyClock(): () => number {
  let ms = 0;
  return () => ms++;
}

const options = { levels: [1, 3], dictionaryBytes: [4096, 16_384], judgedMax: 200 };

test('tweets are advised a dictionary, with what it saves of the whole dataset in bytes and dollars', async () => {
  const samples = tweets(1200);
  const advice = await adviseCompression(samples, {
    ...options,
    now: steadyClock(),
    dataset: { values: 1_000_000, bytes: 2_600_000_000 },
    pricePerGibMonth: () => 5,
  });
  expect(compressionAdviceSchema.parse(advice)).toEqual(advice);
  expect(advice.choices.map(({ name }) => name)).toEqual([
    'none',
    'zlib 6',
    'zstd 1',
    'zstd 3',
    'zstd 1, dictionary of 4.00 KiB',
    'zstd 3, dictionary of 4.00 KiB',
    'zstd 1, dictionary of 16.0 KiB',
    'zstd 3, dictionary of 16.0 KiB',
  ]);
  expect(advice).toMatchObject({ datasetValues: 1_000_000, datasetBytes: 2_600_000_000, judgedOn: 200 });
  expect(advice.trainedOn).toBeGreaterThan(800);
  expect(advice.trainedOn).toBeLessThan(1000);

  const byName = new Map(advice.choices.map((choice) => [choice.name, choice]));
  expect(byName.get('none')).toMatchObject({
    ratio: 1,
    datasetBytes: 2_600_000_000,
    savedBytes: 0,
    savedUsdMonth: 0,
  });
  expect(byName.get('zlib 6')?.ratio).toBeCloseTo(2.45, 0);
  expect(byName.get('zlib 6')?.compressUs).toBe(5);
  const chosen = byName.get(advice.recommended);
  expect(chosen).toMatchObject({ kind: 'zstd-dictionary', dictionaryBytes: 16_384 });
  expect(chosen?.ratio).toBeGreaterThan(4.5);
  const savedBytes = 2_600_000_000 - Math.round(2_600_000_000 / (chosen?.ratio as number)) - 16_384;
  expect(chosen?.savedBytes).toBe(savedBytes);
  expect(chosen?.savedUsdMonth).toBeCloseTo((savedBytes / 2 ** 30) * 5, 6);
  expect(advice.reason).toMatch(
    /^It saves 1\.\d\d GiB: values take 0\.\d\d of their bytes, and one is read in 5\.0 µs\./,
  );
});

test.each<[string, Buffer[], string, Partial<AdviseOptions>]>([
  ['noise', Array.from({ length: 100 }, (_, seed) => noise(500, seed)), 'Nothing saves a tenth', {}],
  [
    'short counters',
    Array.from({ length: 1000 }, (_, value) => Buffer.from(String(value))),
    'Nothing saves a tenth',
    {},
  ],
  ['a single value', tweets(1).map((value) => value.subarray(0, 60)), 'Nothing saves a tenth', {}],
  ['empty values', [Buffer.alloc(0), Buffer.alloc(0)], 'Nothing saves a tenth', {}],
  [
    'tweets that must be read at once',
    tweets(100),
    'What saves memory takes more than 0.0 µs',
    { readUsMax: 0 },
  ],
])('%s: kept as they are', async (_name, samples, reason, more) => {
  const dataset = { values: samples.length, bytes: samples.reduce((sum, { length }) => sum + length, 0) };
  const advice = await adviseCompression(samples, { ...options, now: steadyClock(), dataset, ...more });
  expect(advice.recommended).toBe('none');
  expect(advice.reason).toContain(reason);
  expect(advice.choices[0]).not.toHaveProperty('savedUsdMonth');
  expect(compressionAdviceSchema.parse(advice)).toEqual(advice);
});

test('nothing to judge by is an error', async () => {
  await expect(
    adviseCompression([], { now: steadyClock(), dataset: { values: 0, bytes: 0 } }),
  ).rejects.toMatchObject({ code: 'SAMPLE_INSUFFICIENT' });
});
