import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { manualClock, seededRandom } from '@oremill/runtime';
import { type Execution, executionSchema, manifestTotals } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { readExecution, readSkipped } from '../src/output/read-output.ts';
import { runJob } from '../src/run-job.ts';
import { useOrders } from './orders.ts';
import { readParts, readRows, useScratch, writeInput } from './scratch.ts';

const WORD_COUNT = new URL('../examples/word-count.ts', import.meta.url);
const scratch = useScratch();
const obey = useOrders();

describe('an execution that succeeds', () => {
  test('publishes parts, skipped records, manifest, state and mark, and leaves nothing beside them', async () => {
    const { folder, input, output, options } = obey('b 2\na 1\nemit-then-throw x\nb 3', {
      partitions: 2,
      executionId: '01j8z6mzq0abcdefghjk',
    });
    const clock = manualClock(Date.UTC(2026, 0, 1));

    const execution = await runJob(options, { clock });

    expect(readdirSync(folder).sort()).toEqual(['orders.txt', 'output']);
    expect(readdirSync(output).sort()).toEqual([
      '_SUCCESS',
      '_execution.json',
      '_manifest.json',
      '_plan.json',
      '_skipped.jsonl',
      '_tasks.jsonl',
      'part-00000',
      'part-00001',
    ]);
    expect(readRows(output)).toBe('a\t0\t1\nb\t0\t2\nb\t1\t3\n');
    expect(execution).toEqual({
      version: 1,
      id: '01j8z6mzq0abcdefghjk',
      job: 'obedient',
      state: 'succeeded',
      runner: 'inline',
      workers: 1,
      inputs: [input],
      output,
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:00.000Z',
      progress: {
        phase: 'publish',
        step: 1,
        inputBytes: 29,
        inputBytesDone: 29,
        records: 4,
        skipped: 1,
        emitted: 3,
        reducersDone: 2,
        reducers: 2,
        rows: 3,
        outputBytes: 18,
        elapsedMs: 0,
        bytesPerSecond: 0,
      },
      counters: { obedient: { 'before-throw': 1, emitted: 3, groups: 2, skipped: 1 } },
      options: {},
      memoryBytes: 512 * 2 ** 20,
      steps: [
        {
          kind: 'map-reduce',
          inputBytes: 29,
          inputBytesDone: 29,
          records: 4,
          skipped: 1,
          emitted: 3,
          spilledPairs: 3,
          spilledBytes: expect.any(Number),
          groups: 2,
          rows: 3,
          outputBytes: 18,
          mapTasks: 1,
          mapTasksDone: 1,
          reduceTasks: 2,
          reduceTasksDone: 2,
          retries: 0,
          startedMs: 0,
          mapEndedMs: 0,
          endedMs: 0,
          work: expect.any(Object),
          largestGroup: { key: '"b"', pairs: 2 },
          rowsMax: expect.any(Number),
          rowsMedian: expect.any(Number),
        },
      ],
      manifest: JSON.parse(readFileSync(join(output, '_manifest.json'), 'utf8')),
    });
    expect(executionSchema.parse(execution)).toEqual(execution);
    expect(readExecution(output)).toEqual(execution);
    expect(execution.manifest && manifestTotals(execution.manifest)).toEqual({ rows: 3, bytes: 18 });
    expect(await readSkipped(output, { limit: 9 })).toEqual({
      items: [
        { file: input, offset: 8, bytes: 17, reason: 'RangeError: as told: x', text: 'emit-then-throw x' },
      ],
    });
  });

  test('tells each phase, and its end', async () => {
    const told: string[] = [];
    const { options } = obey('a 1', {
      onProgress: ({ state, progress }) => told.push(`${state} ${progress.phase}`),
    });
    await runJob(options, { clock: manualClock() });
    expect(told).toEqual([
      'running plan',
      'running map',
      'running reduce',
      'running publish',
      'succeeded publish',
    ]);
  });

  test('an empty input gives empty parts', async () => {
    const { output, options } = obey('');
    const { progress, counters } = await runJob(options);
    expect([progress.records, counters]).toEqual([0, {}]);
    expect(readParts(output)).toEqual({
      'part-00000': '',
      'part-00001': '',
      'part-00002': '',
      'part-00003': '',
    });
  });

  test('values of a key come in the order of the input, over splits, spills and files', async () => {
    const folder = scratch();
    const lines = Array.from({ length: 500 }, (_, index) => `k${index % 3} ${index}`);
    writeInput(folder, 'a.txt', lines.slice(0, 200).join('\n'));
    writeInput(folder, 'b.txt', lines.slice(200).join('\n'));
    const limits = { splitBytesMin: 100, splitBytesMax: 100, arenaBytes: 60, mergeFanIn: 3, chunkBytes: 64 };
    const output = join(folder, 'output');
    const options = {
      job: new URL('jobs/obedient.ts', import.meta.url),
      inputs: [join(folder, '*.txt')],
      output,
      limits,
      partitions: 1,
      workers: 2,
    };
    await runJob({ ...options, runner: 'threads' });
    const expected = [0, 1, 2].flatMap((key) =>
      lines
        .filter((line) => line.startsWith(`k${key} `))
        .map((line, number) => `k${key}\t${number}\t${line.split(' ')[1]}\n`),
    );
    expect(readParts(output)).toEqual({ 'part-00000': expected.join('') });
  });

  test('a combiner runs on each spill and changes nothing but the work', async () => {
    const folder = scratch();
    const random = seededRandom(3);
    const words = Array.from({ length: 3000 }, () => 'abcdefgh'[Math.floor(random() * 8)]);
    const input = writeInput(folder, 'words.txt', words.join('\n'));
    const output = join(folder, 'output');
    const limits = { arenaBytes: 500 };
    const { progress } = await runJob({
      job: WORD_COUNT,
      inputs: [input],
      output,
      runner: 'inline',
      partitions: 1,
      limits,
    });
    const counts = Map.groupBy(words, (word) => word);
    const expected = [...counts].map(([word, all]) => `${word}\t${all.length}\n`).sort();
    expect(progress.emitted).toBe(3000);
    expect(readParts(output)).toEqual({ 'part-00000': expected.join('') });
  });

  test('one record may emit half of what is held before a spill', async () => {
    const { output, options } = obey('emit-many 20000\na 1', { limits: { arenaBytes: 2 ** 21 } });
    const { progress } = await runJob(options);
    expect([progress.emitted, readRows(output).split('\n').length]).toEqual([20_001, 20_002]);
  });

  test('a reducer that leaves its values unread gets the next key', async () => {
    const { output, options } = obey('reducer-leaves 1\nreducer-leaves 2\nz 3', { partitions: 1 });
    await runJob(options);
    expect(readRows(output)).toBe('z\t0\t3\n');
  });

  test('stdin is an input like others, in its place among them', async () => {
    const { folder, output, options } = obey('k first\n');
    const last = writeInput(folder, 'last.txt', 'k last\nemit-then-throw x');
    const stdin = Readable.from([Buffer.from('k second\nemit-th'), Buffer.from('en-throw y\n')]);
    const { progress } = await runJob({ ...options, inputs: [...options.inputs, '-', last] }, { stdin });
    expect(progress.inputBytes).toBe(8 + 27 + 24);
    expect(readRows(output)).toBe('k\t0\tfirst\nk\t1\tsecond\nk\t2\tlast\n');
    const { items } = await readSkipped(output, { limit: 9 });
    expect(items.map(({ file, offset }) => [file, offset])).toEqual([
      ['-', 9],
      [last, 7],
    ]);
  });
});

describe('skipped records', () => {
  test('what a codec refuses, lines that are too long and bad UTF-8 are skipped with their reasons', async () => {
    const lines = Buffer.concat([
      Buffer.from(`emit-number 5\n${'x'.repeat(101)}\n`),
      Buffer.from([0xc3, 10]),
      Buffer.from('a 1'),
    ]);
    const { input, output, options } = obey(lines, { limits: { lineBytesMax: 100 } });
    const { counters } = await runJob(options);
    expect(counters).toEqual({ obedient: { emitted: 1, groups: 1, skipped: 3 } });
    expect(await readSkipped(output, { limit: 9 })).toEqual({
      items: [
        {
          file: input,
          offset: 0,
          bytes: 13,
          reason: 'TypeError: text expected, not number',
          text: 'emit-number 5',
        },
        {
          file: input,
          offset: 14,
          bytes: 101,
          reason: 'the record is longer than 100 bytes',
          text: 'x'.repeat(101),
        },
        { file: input, offset: 116, bytes: 1, reason: 'the record is not valid UTF-8', base64: 'ww==' },
      ],
    });
  });

  test('a record that emits more than is allowed is skipped, the next ones are not', async () => {
    const { output, options } = obey('emit-many 1000\na 1', {
      limits: { arenaBytes: 1000 },
    });
    const { progress } = await runJob(options);
    expect([progress.skipped, readRows(output)]).toEqual([1, 'a\t0\t1\n']);
  });

  test('pages join to the whole, in input order, whatever the splits', async () => {
    const lines = Array.from({ length: 120 }, (_, index) => `emit-then-throw ${index}\n`).join('');
    const { output, options } = obey(lines, {
      runner: 'threads',
      workers: 2,
      limits: { splitBytesMin: 99, splitBytesMax: 99 },
    });
    await runJob(options);
    const reasons: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await readSkipped(output, { limit: 50, cursor });
      reasons.push(...page.items.map((item) => item.reason));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== undefined);
    expect(reasons).toEqual(Array.from({ length: 120 }, (_, index) => `RangeError: as told: ${index}`));
    expect(pages).toBe(3);
    await expect(readSkipped(output, { limit: 5, cursor: 'x' })).rejects.toMatchObject({ status: 400 });
    await expect(readSkipped(output, { limit: 5, cursor: '3' })).rejects.toMatchObject({ status: 400 });
  });

  test.each(['inline', 'threads'] as const)(
    'more than the limit fails the execution, the limit itself does not: %s',
    async (runner) => {
      const lines = 'emit-then-throw 1\na 1\nemit-then-throw 2\nemit-then-throw 3';
      const within = obey(lines, { runner, skipLimit: 3 });
      expect((await runJob(within.options)).progress.skipped).toBe(3);
      const beyond = obey(lines, { runner, skipLimit: 2, limits: { splitBytesMin: 10, splitBytesMax: 10 } });
      await expect(runJob(beyond.options)).rejects.toMatchObject({
        code: 'SKIP_LIMIT',
        message: 'more than 2 records were skipped',
      });
      expect(readExecution(beyond.output)).toMatchObject({ state: 'failed', error: { code: 'SKIP_LIMIT' } });
      expect((await readSkipped(beyond.output, { limit: 9 })).items.length).toBeGreaterThanOrEqual(3);
    },
  );
});

describe.each(['inline', 'threads'] as const)('an execution that fails (%s)', (runner) => {
  test('keeps its state and what was skipped, tells both, and can be run again', async () => {
    const told: Execution[] = [];
    const { folder, input, output, options } = obey('a 1\nemit-then-throw x\nreducer-throws 1', {
      runner,
      onProgress: (execution) => told.push(execution),
    });

    const failure = {
      code: 'TASK_FAILED',
      message: `job obedient: reducer failed at key "reducer-throws": the reducer was told to${runner === 'threads' ? ' (tried twice)' : ''}`,
      hint: expect.stringMatching(/obedient\.ts:\d+/),
    };
    await expect(runJob(options)).rejects.toMatchObject(failure);

    expect(readdirSync(folder).sort()).toEqual(['orders.txt', 'output.partial']);
    expect(readdirSync(`${output}.partial`).sort()).toEqual([
      '_execution.json',
      '_plan.json',
      '_skipped.jsonl',
      '_tasks.jsonl',
    ]);
    expect(readExecution(output)).toMatchObject({
      state: 'failed',
      error: failure,
      finishedAt: expect.any(String),
    });
    expect(told.at(-1)).toEqual(readExecution(output));
    expect((await readSkipped(output, { limit: 9 })).items).toHaveLength(1);
    writeFileSync(input, 'a 1\n');
    await runJob(options);
    expect([readRows(output), existsSync(`${output}.partial`)]).toEqual(['a\t0\t1\n', false]);
  });

  test('a row that the output refuses names the column', async () => {
    const { options } = obey('reducer-emits-newline', { runner });
    await expect(runJob(options)).rejects.toMatchObject({
      code: 'TASK_FAILED',
      message: expect.stringContaining('column value: tab and newline are refused'),
    });
  });

  test('an asynchronous mapper is refused', async () => {
    const { options } = obey('a', { runner, job: new URL('jobs/asynchronous.ts', import.meta.url) });
    await expect(runJob(options)).rejects.toMatchObject({ code: 'JOB_INVALID' });
  });
});
