import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../src/run-job.ts';
import { readParts, readRows, useScratch, writeInput } from './scratch.ts';

const scratch = useScratch();

function job(name: string): URL {
  return new URL(`jobs/${name}.ts`, import.meta.url);
}

function prepare(lines: string) {
  const folder = scratch();
  return { folder, output: join(folder, 'output'), inputs: [writeInput(folder, 'input.txt', lines)] };
}

test.each(['inline', 'threads'] as const)(
  'the rows of one step are the records of the next, and only the last are published (%s)',
  async (runner) => {
    const { output, inputs } = prepare('b a c a\nb a\nbad bad\nrare\n');
    const execution = await runJob({
      job: job('two-steps'),
      inputs,
      output,
      runner,
      options: { minCount: 2 },
      partitions: 2,
    });
    // In order over all parts, because the second step is divided by ranges.
    expect(Object.values(readParts(output)).join('')).toBe('b\t2\na\t3\n');
    expect(
      execution.steps.map(({ kind, records, skipped, emitted, rows }) => ({
        kind,
        records,
        skipped,
        emitted,
        rows,
      })),
    ).toEqual([
      { kind: 'map-reduce', records: 4, skipped: 1, emitted: 7, rows: 2 },
      { kind: 'map-reduce', records: 2, skipped: 0, emitted: 2, rows: 2 },
    ]);
    expect(execution.progress).toMatchObject({ step: 2, records: 4, skipped: 1, emitted: 9, rows: 2 });
    expect(execution.options).toEqual({ minCount: 2 });
  },
);

test('a total order holds for many keys, whatever the number of partitions and splits', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) => `${(index * 7919) % 1000} ${index % 3}`);
  const expected = lines.toSorted((a, b) => (a < b ? -1 : 1)).map((line) => `${line}\n`);
  for (const partitions of [1, 3, 7]) {
    const { output, inputs } = prepare(lines.join('\n'));
    const limits = { splitBytesMin: 1000, splitBytesMax: 1000 };
    await runJob({ job: job('sorted-lines'), inputs, output, runner: 'inline', partitions, limits });
    const parts = Object.values(readParts(output));
    expect(parts.join('')).toBe(expected.join(''));
    expect(parts.filter((part) => part === '')).toEqual([]);
  }
});

test('a step without reducers keeps the order of the input; its mapper has a beginning and an end in each task', async () => {
  const { output, inputs } = prepare('a\nthrow\nb\n');
  const execution = await runJob({ job: job('map-only'), inputs, output, runner: 'inline' });
  expect(readParts(output)).toEqual({ 'part-00000': '0 at 0\n1 at 8\n2 in all\n' });
  expect(execution.progress).toMatchObject({ records: 3, skipped: 1, rows: 3, reducers: 0 });
  expect(execution.manifest).toMatchObject({ encoding: 'lines', columns: [] });
});

test('counting with built-in parts gives what counting with functions gives, a line that is not UTF-8 left out', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => `w${index % 7} x  w${index % 5}\r`).join('\n');
  const input = Buffer.concat([Buffer.from(lines), Buffer.from('\nplain words\n'), Buffer.from([0xc3, 10])]);
  const folder = scratch();
  const path = join(folder, 'input.txt');
  writeFileSync(path, input);
  const output = join(folder, 'output');
  const execution = await runJob({ job: job('counted-tokens'), inputs: [path], output, runner: 'inline' });
  const expected = new Map<string, number>();
  for (const line of `${lines}\nplain words`.split('\n')) {
    for (const word of line.replace('\r', '').split(' ')) {
      if (word !== '') expected.set(word, (expected.get(word) ?? 0) + 1);
    }
  }
  const rows = [...expected].map(([word, count]) => `${word}\t${count}\n`).sort();
  expect(readRows(output)).toBe(rows.join(''));
  expect(execution.progress).toMatchObject({ records: 502, skipped: 1 });
});

test.each([
  ['sorted-lines', 64],
  ['counted-tokens', 64],
  ['sorted-lines', 2 ** 20],
  ['counted-tokens', 2 ** 20],
])(
  'a line that is too long is skipped, not lost, also where chunks are mapped whole: %s, %i bytes',
  async (name, chunkBytes) => {
    const { output, inputs } = prepare(`b\n${'x'.repeat(5000)}\na\n`);
    const limits = { lineBytesMax: 100, chunkBytes };
    const { progress } = await runJob({ job: job(name), inputs, output, runner: 'inline', limits });
    expect(readRows(output).replaceAll('\t1', '')).toBe('a\nb\n');
    expect(progress).toMatchObject({ records: 3, skipped: 1 });
  },
);

test('options that the schema refuses, and files that are not there, fail before anything is written', async () => {
  const { folder, output, inputs } = prepare('a\n');
  const base = { job: job('two-steps'), inputs, output, runner: 'inline' as const };
  await expect(runJob({ ...base, options: { minCount: 'many' } })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('--min-count'),
  });
  await expect(runJob({ ...base, files: { other: 'x' } })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(runJob({ ...base, files: { 'stop-words': join(folder, 'none') } })).rejects.toMatchObject({
    code: 'JOB_INVALID',
  });
  await expect(runJob({ ...base, memoryBytes: 2 ** 20 })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    hint: expect.stringContaining('--memory'),
  });
});

test('a larger share of skipped records than allowed fails the execution', async () => {
  const { output, inputs } = prepare('a\nbad\n');
  const base = { job: job('two-steps'), inputs, output, runner: 'inline' as const };
  await expect(runJob({ ...base, skipShareMax: 0.4 })).rejects.toMatchObject({ code: 'SKIP_LIMIT' });
  await runJob({ ...base, skipShareMax: 0.5 });
  expect(readFileSync(join(output, '_SUCCESS'), 'utf8')).toBe('');
});
