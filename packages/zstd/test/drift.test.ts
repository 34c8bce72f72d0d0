import { noise, tweets } from '@oremill/workbench/values';
import { expect, test } from 'vitest';
import { openCodec } from '../src/codec.ts';
import { trainDictionary } from '../src/dictionary.ts';
import { DriftMeter } from '../src/drift.ts';

test('values like those at training leave the dictionary fresh, other values make it stale', () => {
  const dictionary = trainDictionary(tweets(800), { bytesMax: 16 * 1024 });
  const codec = openCodec({ kind: 'zstd', dictionary });
  expect(codec.drift()).toEqual({
    ratio: undefined,
    ratioAtTraining: dictionary.ratio,
    values: 0,
    isStale: false,
  });
  for (const value of tweets(600, 5)) codec.compress(value);
  const fresh = codec.drift();
  expect(fresh).toMatchObject({ values: 600, isStale: false });
  expect((fresh?.ratio as number) / (dictionary.ratio as number)).toBeCloseTo(1, 1);
  for (let seed = 0; seed < 1500; seed++) codec.compress(noise(1500, seed));
  expect(codec.drift()).toMatchObject({ values: 2100, isStale: true });
  codec.close();
});

test('without a dictionary nothing drifts', () => {
  const codec = openCodec({ kind: 'zstd' });
  codec.compress(Buffer.alloc(1000));
  expect(codec.drift()).toBeUndefined();
});

test('old values are forgotten: after many windows only recent ones count', () => {
  const meter = new DriftMeter(4);
  for (let value = 0; value < 100_000; value++) meter.note(400, 100);
  for (let value = 0; value < 100_000; value++) meter.note(400, 200);
  expect(meter.read().ratio).toBeCloseTo(2, 3);
  expect(meter.read().isStale).toBe(true);
});

test('a few bad values prove nothing', () => {
  const meter = new DriftMeter(4);
  for (let value = 0; value < 511; value++) meter.note(400, 400);
  expect(meter.read().isStale).toBe(false);
  meter.note(400, 400);
  expect(meter.read().isStale).toBe(true);
});
