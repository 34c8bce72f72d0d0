import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjects } from '@oremill/runtime/objects';
import { expect, test } from 'vitest';
import { readSample, type SampleOptions } from '../src/read-sample.ts';
import { type Content, contentOf, openContents } from '../src/sample/open-content.ts';
import { rulesSchema } from '../src/statistics/rules.ts';
import { TWEETS_2012 } from '../src/statistics/rules-2012.ts';
import { linesOf } from './statistics/records.ts';

const OPTIONS: SampleOptions = {
  rules: TWEETS_2012,
  seed: 1,
  keptMax: 2000,
  measuresAll: false,
  compresses: false,
};

function content(text: string | Buffer, name = 'posts.jsonl', chunkBytes = 1000) {
  const bytes = Buffer.from(text);
  return contentOf(name, bytes.length, async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  });
}

async function statisticsOf(text: string, options: Partial<SampleOptions> = {}) {
  return (await readSample([content(text)], { ...OPTIONS, ...options })).statistics;
}

test('all of a small sample is measured, whether that is asked for or not', async () => {
  const text = linesOf(1000);
  const sampled = await readSample([content(text)], OPTIONS);
  expect(sampled.statistics).toMatchObject({ lines: 1000, bytes: text.length, isWhole: true });
  expect(await readSample([content(text)], { ...OPTIONS, measuresAll: true })).toEqual(sampled);
});

test('the same content and seed give the same, in whatever chunks and parts; another seed another sample', async () => {
  const text = linesOf(5000);
  const options = { ...OPTIONS, keptMax: 200 };
  const { statistics } = await readSample([content(text)], options);
  expect((await readSample([content(text, 'posts.jsonl', 77)], options)).statistics).toEqual(statistics);
  const cut = text.indexOf('\n', 5000) + 1;
  const [first, second] = [text.slice(0, cut), text.slice(cut)];
  const parted = await readSample([content(first, 'a'), content(second, 'b')], options);
  expect(parted.statistics).toEqual({ ...statistics, name: 'a, b' });
  const other = await readSample([content(text)], { ...options, seed: 2 });
  expect(other.statistics.record.mean).not.toBe(statistics.record.mean);
});

test('a part of the lines tells the share of records, and how many values a field has in all', async () => {
  const text = linesOf(20_000);
  const whole = await statisticsOf(text, { keptMax: 20_000 });
  const { isWhole, records, refused, fields } = await statisticsOf(text, { keptMax: 500 });
  expect(isWhole).toBe(false);
  expect(records + refused.invalid + refused['not-a-record'] + refused['without-text']).toBe(500);
  // Every id is its own. The estimator takes the root of all by the sample, however many lines were refused.
  const population = (20_000 * records) / 500;
  expect(fields.find(({ name }) => name === 'id')?.distinctInAll).toBe(
    Math.round(Math.sqrt(Math.round(population) / records) * records),
  );
  expect(Math.abs(population / whole.records - 1)).toBeLessThan(0.1);
});

test('fields and words are of records, not of what was left out', async () => {
  const { fields } = await statisticsOf('{"text":"a b"}\n{"text":"ab","only":1}\n');
  expect(fields).toMatchObject([{ name: 'text', share: 1, distinct: 1 }]);
});

test('the last column of tab-separated values ends before the end of the line', async () => {
  const rules = rulesSchema.parse({ format: 'tsv', columns: ['id', 'text'], text: 'text' });
  const { fields, tokens, tokenCharacters } = await statisticsOf('1\ta b\r\n2\ta b\n3\ta b', { rules });
  expect(fields).toMatchObject([
    { name: 'id', distinct: 3, maxBytes: 1 },
    { name: 'text', distinct: 1, maxBytes: 3 },
  ]);
  expect([tokens?.mean, tokenCharacters]).toEqual([2, 1]);
});

test('a sample of one tells what that one is', async () => {
  const { statistics, draws, vocabulary } = await readSample([content('{"text":"a b"}')], OPTIONS);
  expect(statistics).toMatchObject({
    lines: 1,
    bytes: 14,
    records: 1,
    isWhole: true,
    record: { mean: 14, min: 14, p50: 14, max: 14, bins: [{ from: 14, to: 14, count: 1 }] },
    tokens: { mean: 2 },
    tokenCharacters: 1,
  });
  expect(statistics.tail).toBeUndefined();
  expect(vocabulary).toBeUndefined();
  expect(draws.bytes.every((value) => Number.isFinite(value))).toBe(true);
});

test('texts without a word have no length of a token', async () => {
  const rules = rulesSchema.parse({ text: 'text', tokens: 'letters' });
  expect(await statisticsOf('{"text":"..."}\n', { rules })).toMatchObject({
    tokens: { mean: 0 },
    tokenCharacters: 0,
  });
});

test.each([
  ['', 'posts.jsonl is empty'],
  ['\n\n', 'none of the 2 lines of posts.jsonl is a record: 2 not a record'],
  [
    '# x\n{"text":\n{"text":"ab"}\n{}\n',
    'none of the 4 lines of posts.jsonl is a record: 1 not a record, 1 invalid, 2 without text',
  ],
])('nothing to measure is refused, with the reason: %j', async (text, message) => {
  for (const measuresAll of [false, true])
    await expect(statisticsOf(text, { measuresAll })).rejects.toMatchObject({
      code: 'SAMPLE_UNFIT',
      message,
    });
});

test('who gives up is heard between blocks', async () => {
  const control = new AbortController();
  const reason = new Error('enough');
  const endless = contentOf('endless', undefined, async function* () {
    for (;;) {
      control.abort(reason);
      yield Buffer.from('{"text":"a b"}\n'.repeat(100_000));
    }
  });
  await expect(readSample([endless], { ...OPTIONS, signal: control.signal })).rejects.toBe(reason);
});

test('progress is told in bytes of content', async () => {
  const told: number[] = [];
  const text = '{"text":"a b"}\n'.repeat(800_000);
  await statisticsOf(text, { keptMax: 20, onProgress: (bytes) => told.push(bytes) });
  expect(told[0]).toBe(0);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test('threads measure every record as one would, bit for bit', async () => {
  const text = linesOf(150_000);
  const options = { ...OPTIONS, measuresAll: true, keptMax: 500 };
  expect(text.length).toBeGreaterThan(9 * 2 ** 20);
  const inline = await readSample([content(text, 'posts.jsonl', 2 ** 20)], { ...options, workers: 0 });
  expect(inline.statistics).toMatchObject({ lines: 150_000, isWhole: true });
  for (const workers of [1, 3])
    expect(await readSample([content(text, 'posts.jsonl', 2 ** 20)], { ...options, workers })).toEqual(
      inline,
    );
});

test('content that ends in an error is told of while threads measure', async () => {
  const broken = contentOf('broken', undefined, async function* () {
    for (let chunk = 0; chunk < 12; chunk += 1) yield Buffer.from('{"text":"a b"}\n'.repeat(70_000));
    throw Object.assign(new Error('gone'), { code: 'EIO' });
  });
  await expect(readSample([broken], { ...OPTIONS, measuresAll: true, workers: 2 })).rejects.toMatchObject({
    code: 'SAMPLE_UNREADABLE',
    message: 'cannot read broken: EIO',
  });
});

test('files that threads read themselves give what their content as a stream does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'oremill-sample-'));
  try {
    const texts = [linesOf(100_000).trimEnd(), '', linesOf(50_000, 2)];
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.jsonl`);
      writeFileSync(path, text);
      return path;
    });
    const options = { ...OPTIONS, measuresAll: true, keptMax: 500 };
    const files = await openContents(paths, createObjects());
    const streams = texts.map((text, index) => content(text, paths[index], 2 ** 20));
    const expected = await readSample(streams, { ...options, workers: 0 });
    expect(expected.statistics.lines).toBe(150_000);
    for (const workers of [0, 2]) expect(await readSample(files, { ...options, workers })).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['here', 0],
  ['in a thread', 2],
])('a file that is gone when it is to be read %s is told of', async (_where, workers) => {
  const folder = mkdtempSync(join(tmpdir(), 'oremill-sample-'));
  try {
    const path = join(folder, 'posts.jsonl');
    writeFileSync(path, linesOf(100_000));
    const [file] = await openContents([path], createObjects());
    const onProgress = () => rmSync(path, { force: true });
    const options = { ...OPTIONS, measuresAll: true, workers, onProgress };
    await expect(readSample([{ ...file, name: 'posts.jsonl' } as Content], options)).rejects.toMatchObject({
      code: 'SAMPLE_UNREADABLE',
      message: 'cannot read posts.jsonl: ENOENT',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
