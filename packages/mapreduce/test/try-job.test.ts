import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { tryJob } from '../src/try-job.ts';
import { useScratch, writeInput } from './scratch.ts';

const scratch = useScratch();
const job = (name: string) => new URL(`jobs/${name}.ts`, import.meta.url);

test('each phase of each step tells how much it emits and the first of it, and skipped records where they were thrown', async () => {
  const input = writeInput(scratch(), 'words.txt', 'ore mill ore\nore bad\nmill\nore\n');
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('mapreduce-test-'));

  const trial = await tryJob({
    job: job('two-steps'),
    inputs: [input],
    options: { minCount: 2 },
    shownMax: 2,
  });

  expect(JSON.parse(JSON.stringify(trial))).toEqual({
    job: 'two-steps',
    records: 4,
    isWholeInput: true,
    counters: {},
    steps: [
      {
        kind: 'map-reduce',
        records: { count: 4, first: ['"ore mill ore"', '"ore bad"'] },
        skipped: {
          count: 1,
          first: [
            {
              file: input,
              offset: 13,
              bytes: 7,
              reason: 'a bad word',
              text: 'ore bad',
              thrownAt: expect.stringMatching(/two-steps\.ts:\d+/),
            },
          ],
        },
        // What the skipped record had emitted is withdrawn.
        mapped: {
          count: 5,
          first: [
            { key: '"ore"', value: '1' },
            { key: '"mill"', value: '1' },
          ],
        },
        groups: {
          count: 2,
          first: [
            { key: '"mill"', pairs: 2, values: ['1', '1'] },
            { key: '"ore"', pairs: 3, values: ['1', '1'] },
          ],
        },
        rows: { count: 2, first: ['mill\t2', 'ore\t3'] },
      },
      {
        kind: 'map-reduce',
        records: { count: 2, first: ["[ 'mill', 2 ]", "[ 'ore', 3 ]"] },
        skipped: { count: 0, first: [] },
        mapped: {
          count: 2,
          first: [
            { key: "[ 2, 'mill' ]", value: '2' },
            { key: "[ 3, 'ore' ]", value: '3' },
          ],
        },
        groups: {
          count: 2,
          first: [
            { key: "[ 2, 'mill' ]", pairs: 1, values: ['2'] },
            { key: "[ 3, 'ore' ]", pairs: 1, values: ['3'] },
          ],
        },
        rows: { count: 2, first: ['mill\t2', 'ore\t3'] },
      },
    ],
  });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('mapreduce-test-'))).toEqual(before);
});

test('no more records are read than are wanted, of a stream that does not end as well', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.from('a\nb\n');
    })(),
  );
  const trial = await tryJob({ job: job('map-only'), inputs: ['-'], recordsMax: 3 }, { stdin: endless });
  expect(trial).toMatchObject({ records: 3, isWholeInput: false });
  expect(trial.steps[0]?.rows).toMatchObject({ count: 4, first: ['0 at 0', '1 at 2', '2 at 4', '3 in all'] });
});

test('a step without a mapper and one that copies pairs are shown like others', async () => {
  const input = writeInput(scratch(), 'lines.txt', 'b\na\n');
  const trial = await tryJob({ job: job('sorted-lines'), inputs: [input] });
  expect(trial.steps[0]).toMatchObject({
    kind: 'reduce',
    mapped: { count: 2, first: [{ key: '"b"', value: '""' }, { key: '"a"' }] },
    rows: { count: 2, first: ['a', 'b'] },
  });
});

test('a combiner is tried as well, and what it throws ends the trial after the phases before it', async () => {
  const input = writeInput(scratch(), 'lines.txt', 'a 1\na 2\n');
  const trial = await tryJob({ job: job('combining'), inputs: [input] });
  expect(trial.steps[0]?.combined).toMatchObject({
    count: 2,
    first: [{ value: '"a12"' }, { value: '"z12"' }],
  });

  const failing = writeInput(scratch(), 'lines.txt', 'combiner-throws 1\n');
  const failed = await tryJob({ job: job('combining'), inputs: [failing] });
  expect(failed.error).toMatchObject({ code: 'TASK_FAILED', message: expect.stringContaining('combiner') });
  expect(failed.steps[0]).toMatchObject({ mapped: { count: 1 } });
  expect(failed.steps[0]?.rows).toBeUndefined();
});

test('what is wrong with the job or its options is an error, not a trial', async () => {
  const input = writeInput(scratch(), 'lines.txt', 'a\n');
  await expect(
    tryJob({ job: job('two-steps'), inputs: [input], options: { minCount: 'x' } }),
  ).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(tryJob({ job: job('no-job'), inputs: [input] })).rejects.toMatchObject({
    code: 'JOB_INVALID',
  });
  await expect(tryJob({ job: job('asynchronous'), inputs: [input] })).resolves.toMatchObject({
    error: { code: 'JOB_INVALID' },
  });
});

test('whole files are records like others', async () => {
  const folder = scratch();
  const inputs = ['a.bin', 'bad.bin', 'c.bin'].map((name) => writeInput(folder, name, 'ore'));
  const trial = await tryJob({ job: job('file-sizes'), inputs, recordsMax: 2 });
  expect(trial).toMatchObject({ records: 2, isWholeInput: false });
  expect(trial.steps[0]).toMatchObject({
    records: { count: 2 },
    skipped: { count: 1, first: [{ file: inputs[1], reason: 'a bad file' }] },
    rows: { count: 1, first: [expect.stringMatching(/^a\.bin .*\t3$/)] },
  });
});
