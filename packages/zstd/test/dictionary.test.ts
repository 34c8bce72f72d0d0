import { noise, tweets } from '@oremill/workbench/values';
import { describe, expect, test } from 'vitest';
import { openCodec } from '../src/codec.ts';
import { divideSamples, halveSamples, readDictionary, trainDictionary } from '../src/dictionary.ts';

const samples = tweets(800);

test('a trained dictionary is as long as asked for, and more than doubles the ratio of values it has not seen', () => {
  const dictionary = trainDictionary(samples, { bytesMax: 16 * 1024 });
  expect(dictionary.bytes.length).toBe(16 * 1024);
  const unseen = tweets(200, 99);
  const stored = (codec: ReturnType<typeof openCodec>) =>
    unseen.reduce((sum, value) => sum + (codec.compress(value) ?? value).length, 0);
  const alone = stored(openCodec({ kind: 'zstd' }));
  const withDictionary = stored(openCodec({ kind: 'zstd', dictionary }));
  expect(alone / withDictionary).toBeGreaterThan(2);
  const raw = unseen.reduce((sum, { length }) => sum + length, 0);
  // What was told at training holds for others.
  expect(raw / withDictionary / (dictionary.ratio as number)).toBeCloseTo(1, 1);
});

test('the same samples give the same dictionary, other ones another', () => {
  const first = trainDictionary(samples, { bytesMax: 4096 });
  expect(trainDictionary(samples, { bytesMax: 4096 })).toEqual(first);
  expect(trainDictionary(samples.slice(100), { bytesMax: 4096 }).id).not.toBe(first.id);
});

test('a dictionary is read back from its bytes', () => {
  const { id, bytes } = trainDictionary(samples, { bytesMax: 4096 });
  expect(id).toBeGreaterThan(0);
  expect(readDictionary(bytes)).toEqual({ id, bytes });
});

test.each([
  ['noise', noise(5000)],
  ['one that is cut', Buffer.from(trainDictionary(samples, { bytesMax: 4096 }).bytes).subarray(0, 100)],
])('%s is no dictionary', (_name, bytes) => {
  expect(() => readDictionary(bytes)).toThrow(expect.objectContaining({ code: 'DICTIONARY_INVALID' }));
});

describe('no dictionary can be trained on', () => {
  test.each<[string, Buffer[]]>([
    ['nothing', []],
    ['three values', tweets(3)],
    [
      'a thousand values of seven bytes',
      Array.from({ length: 1000 }, (_, index) => Buffer.from(`k${100_000 + index}`)),
    ],
    ['a thousand empty values', Array.from({ length: 1000 }, () => Buffer.alloc(0))],
  ])('%s', (_name, values) => {
    expect(() => trainDictionary(values)).toThrow(
      expect.objectContaining({
        code: 'SAMPLE_INSUFFICIENT',
        message: expect.stringMatching(/samples of \d+ bytes/),
      }),
    );
  });
});

test('where all values are equal, there is nothing to judge the dictionary by', () => {
  const dictionary = trainDictionary(Array.from({ length: 1000 }, () => samples[0] as Buffer));
  expect(dictionary.ratio).toBeUndefined();
  expect(openCodec({ kind: 'zstd', dictionary }).compress(samples[0] as Buffer)?.length).toBeLessThan(100);
});

test('a dictionary is never longer than an eighth of its samples', () => {
  const few = tweets(60);
  const bytes = few.reduce((sum, { length }) => sum + length, 0);
  expect(trainDictionary(few).bytes.length).toBeLessThanOrEqual(bytes / 8);
});

test('samples are divided by content: a quarter is judged, and equal values are on one side', () => {
  const { trained, judged } = divideSamples([...samples, ...samples]);
  expect(trained.length + judged.length).toBe(1600);
  expect(judged.length / 1600).toBeCloseTo(0.25, 1);
  const trainedValues = new Set(trained.map(String));
  expect(judged.filter((value) => trainedValues.has(String(value)))).toEqual([]);
});

test.each([0, 255, 2 ** 20 + 1, 300.5])('%d bytes are no size of a dictionary', (bytesMax) => {
  expect(() => trainDictionary(samples, { bytesMax })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

test('values that are longer than what a dictionary is trained on do not keep it from the others', () => {
  const dictionary = trainDictionary([noise(100_000), ...samples], { bytesMax: 512 });
  expect(dictionary.bytes.length).toBe(512);
});

test('halves are by content, about as large, and the trainer holds back a quarter of each', () => {
  const samples = tweets(400);
  const [first, second] = halveSamples([...samples, ...samples]);
  expect(first.length + second.length).toBe(800);
  expect(first.length).toBeGreaterThan(300);
  expect(second.length).toBeGreaterThan(300);
  const contents = new Set(first.map(String));
  expect(second.filter((sample) => contents.has(String(sample)))).toEqual([]);
  for (const half of [first, second]) {
    const { judged } = divideSamples(half);
    expect(judged.length / half.length).toBeGreaterThan(0.15);
    expect(judged.length / half.length).toBeLessThan(0.35);
  }
});
