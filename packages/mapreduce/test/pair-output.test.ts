import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import type { Execution } from '@oremill/types';
import { expect, test } from 'vitest';
import { defineJob, defineSteps, eachPair, text, textLines } from '../src/index.ts';
import { resumeJob } from '../src/resume-job.ts';
import { type RunJobOptions, runJob } from '../src/run-job.ts';
import { bundleJob } from '../src/streaming/bundle-job.ts';
import { tryJob } from '../src/try-job.ts';
import { partOf, readPairs, readSortedParts, sortedPairs } from './jobs/sorted-pairs.ts';
import { useScratch, writeInput } from './scratch.ts';

const JOB = new URL('jobs/pair-output.ts', import.meta.url);
const scratch = useScratch();

function prepare(lines: readonly string[], more: Partial<RunJobOptions> = {}) {
  const folder = scratch();
  const output = join(folder, 'output');
  const inputs = [writeInput(folder, 'input.txt', lines.join('\n'))];
  const options: RunJobOptions = { job: JOB, inputs, output, runner: 'inline', partitions: 3, ...more };
  return { folder, output, options };
}

const lines = Array.from({ length: 500 }, (_, index) => `key-${index % 100} ${index}`);

test('the output chooses parts, writes them, and the manifest tells of what it wrote', async () => {
  const { output, options } = prepare(lines);
  const { manifest, progress } = await runJob(options);
  const names = ['part-00000.image', 'part-00001.image', 'part-00002.image'];
  expect(readdirSync(output).filter((name) => name.startsWith('part'))).toEqual(names);
  const bytes = names.map((name) => readFileSync(join(output, name)));
  const parts = readSortedParts(output);
  expect(manifest).toEqual({
    version: 1,
    encoding: 'table-image',
    columns: [],
    parts: bytes.map((part, index) => ({
      path: names[index],
      rows: parts[index]?.pairs.length,
      bytes: part.length,
      sha256: createHash('sha256').update(part).digest('hex'),
    })),
  });
  expect(progress).toMatchObject({
    rows: 100,
    outputBytes: bytes.reduce((sum, { length }) => sum + length, 0),
  });
  const { outputPlan } = JSON.parse(readFileSync(join(output, '_plan.json'), 'utf8'));
  for (const [index, { plan, partition, pairs }] of parts.entries()) {
    expect({ plan, partition }).toEqual({ plan: outputPlan, partition: index });
    for (const [key] of pairs) expect(partOf(Buffer.from(key), 3, plan)).toBe(index);
  }
  // A reducer emits the five values of a key in the order of the input.
  expect(readPairs(output)).toEqual(
    Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key-${index}`, String(400 + index)])),
  );
});

test('workers write the same pairs as one thread', async () => {
  const one = prepare(lines);
  const two = prepare(lines, {
    runner: 'threads',
    workers: 2,
    limits: { splitBytesMin: 500, splitBytesMax: 500 },
  });
  await runJob(one.options);
  await runJob(two.options);
  expect(readPairs(two.output)).toEqual(readPairs(one.output));
});

test('pairs that travel as they are stored are copied, and are the same', async () => {
  const reduced = prepare(lines);
  const copied = prepare(lines, { job: new URL('jobs/pairs-copied.ts', import.meta.url) });
  const { steps } = await runJob(copied.options);
  await runJob(reduced.options);
  expect(steps[0]?.groups).toBe(0);
  expect(readPairs(copied.output)).toEqual(readPairs(reduced.output));
});

test('what was stopped goes on with the parts that were chosen when it began', async () => {
  const { output, options } = prepare(lines);
  const stop = new AbortController();
  // Time jumps on at each look, so that all progress is told, however fast the machine is.
  let ms = 0;
  const clock = { ...systemClock, monotonicMs: () => (ms += 200) };
  const onProgress = ({ steps }: Execution) => {
    if (steps[0]?.reduceTasksDone === 1) stop.abort();
  };
  const running = runJob({ ...options, signal: stop.signal, onProgress }, { clock });
  await expect(running).rejects.toMatchObject({ code: 'STOPPED' });
  expect(readSortedParts(`${output}.partial`)).toHaveLength(1);
  await resumeJob({ output });
  const plans = readSortedParts(output).map(({ plan }) => plan);
  expect(plans).toEqual([plans[0], plans[0], plans[0]]);
  const undisturbed = prepare(lines);
  await runJob(undisturbed.options);
  expect(readPairs(output)).toEqual(readPairs(undisturbed.output));
});

test('a key that is not the one that is reduced ends the job, and says what to do', async () => {
  const { options } = prepare(['a 1', 'steal 2']);
  await expect(runJob(options)).rejects.toMatchObject({
    code: 'TASK_FAILED',
    message: expect.stringMatching(
      /^job pair-output: reducer failed at key "steal": .*emits the key "stolen".*let the output be a table, and load it with kv publish$/,
    ),
    hint: expect.stringContaining('jobs/pair-output.ts:'),
  });
});

test('a part that has no room for a pair ends the job, and is not tried again', async () => {
  const { options } = prepare(lines, { runner: 'threads', workers: 1, limits: { partBytes: 10 } });
  await expect(runJob(options)).rejects.toMatchObject({ code: 'MEMORY_FULL', message: 'there is no room' });
});

test('what needs lines is refused: compressed parts, tasks of Hadoop Streaming, a bundle of them', async () => {
  const { folder, options } = prepare(lines);
  await expect(runJob({ ...options, compression: 'gzip' })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  const refused = { code: 'JOB_INVALID', message: expect.stringContaining('write a table-image') };
  await expect(runJob({ ...options, runner: 'streaming' })).rejects.toMatchObject(refused);
  await expect(bundleJob(JOB, join(folder, 'job.mjs'))).rejects.toMatchObject(refused);
  expect(readdirSync(folder)).toEqual(['input.txt']);
});

test('a trial shows the rows', async () => {
  const { options } = prepare(['a 1', 'b 2']);
  const { steps } = await tryJob(options);
  expect(steps[0]?.rows?.first).toEqual(['a is 1', 'b is 2']);
});

test('only reducers write such an output, and nobody else chooses the parts', () => {
  const head = { name: 'pairs', summary: 'Pairs', input: textLines };
  const step = { key: text, value: text, output: sortedPairs, reducer: eachPair<string, string> };
  const mapper = (line: string, task: { emit: (key: string, value: string) => void }) =>
    task.emit(line, line);
  expect(() => defineJob({ ...head, ...step, mapper, partitioner: 'range' })).toThrow(
    'job pairs: a table-image says itself which reducer has a key; leave out `partitioner`',
  );
  expect(() =>
    defineSteps({
      ...head,
      steps: (input) => input.map({ mapper: (line, task) => task.emit([line, line]), output: sortedPairs }),
    }),
  ).toThrow('job pairs: a table-image is written by reducers');
});
