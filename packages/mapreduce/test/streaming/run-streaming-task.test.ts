import { describe, expect, test } from 'vitest';
import { sum } from '../../src/job/built-ins.ts';
import { bytes, integer, text } from '../../src/job/codecs.ts';
import { defineJob, defineSteps, type JobDefinition } from '../../src/job/define-job.ts';
import { outputLines, pairs } from '../../src/job/output.ts';
import { byteLines, textLines } from '../../src/job/protocols.ts';
import { table } from '../../src/job/table.ts';
import { runStreamingTask, type StreamingTask } from '../../src/streaming/run-streaming-task.ts';
import { memoryStreams } from './memory-streams.ts';

const words = defineJob({
  name: 'words',
  summary: 'Counts words',
  input: textLines,
  skipped: { group: 'words', name: 'bad lines' },
  key: text,
  value: integer,
  mapper(line, task) {
    for (const word of line.split(' ')) {
      if (word === 'bad') throw new RangeError('a bad word');
      if (word === 'where') task.emit(JSON.stringify(task.place()), 1);
      else task.emit(word, 1);
      task.count('words', 'a, b\nc');
    }
  },
  combiner: sum,
  reducer(word, counts, task) {
    task.status(`at\n${word}`);
    if (word === 'bad') throw new Error('the reducer was told to');
    task.emit([word, [...counts].reduce((a, b) => a + b, 0)]);
  },
  output: table('tsv-escaped', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});

const twoSteps = defineSteps({
  name: 'two-steps',
  summary: 'Cuts bytes, then gives them back',
  input: byteLines,
  steps: (input) =>
    input
      .map({
        mapper: (line, task) => task.emit([line.subarray(0, 2), line.subarray(2)]),
        output: pairs(bytes, bytes),
      })
      .reduce({
        key: bytes,
        value: bytes,
        sortValues: true,
        reducer: (key, values, task) =>
          task.emit([key, ...values].map((field) => Buffer.from(field).toString('hex')).join(' ')),
        output: outputLines,
      }),
});

async function run(
  job: JobDefinition,
  task: Partial<StreamingTask>,
  input: string | Uint8Array,
  env: Record<string, string> = {},
) {
  const { streams, stdout, stderr } = memoryStreams(input);
  const whole: StreamingTask = {
    job,
    step: 0,
    phase: 'map',
    options: {},
    filePaths: {},
    skipLimit: undefined,
    skippedPath: undefined,
    ...task,
  };
  await runStreamingTask(whole, streams, env);
  return { stdout: stdout(), stderr };
}

describe('the map phase', () => {
  test('writes key TAB value lines, and tells counters in the form of Hadoop', async () => {
    const { stdout, stderr } = await run(words, {}, 'b a\nb\tb\n\nlast');
    expect(stdout).toBe('b\t1\na\t1\nb\x01Jb\t1\n\t1\nlast\t1\n');
    expect(stderr).toEqual([
      'reporter:counter:words,a; b c,5',
      'reporter:counter:engine,records,4',
      'reporter:counter:engine,emitted,5',
      'reporter:counter:engine,tasks,1',
    ]);
  });

  test('withdraws what a bad record emitted, counts it, and says where it was', async () => {
    const { stdout, stderr } = await run(words, {}, 'a\nb bad c\nd', {
      mapreduce_map_input_file: 'hdfs://in/part-1',
      mapreduce_map_input_start: '5000',
    });
    expect(stdout).toBe('a\t1\nd\t1\n');
    expect(stderr[0]).toMatch(
      /^skipped: \{"file":"hdfs:\/\/in\/part-1","offset":5002,"bytes":7,"reason":"RangeError: a bad word","text":"b bad c","at":".*run-streaming-task\.test\.ts:\d+:\d+\)?"\}$/,
    );
    expect(stderr).toContain('reporter:counter:words,bad lines,1');
    expect(stderr).toContain('reporter:counter:engine,skipped,1');
  });

  test.each([
    [
      { mapreduce_map_input_file: 'a.txt', mapreduce_map_input_start: '10' },
      { file: 'a.txt', offset: 13 },
    ],
    [
      { map_input_file: 'b.txt', map_input_start: '0' },
      { file: 'b.txt', offset: 3 },
    ],
    [{}, { file: '-', offset: 3 }],
  ])('knows the place of a record from the environment %j', async (env, place) => {
    const { stdout } = await run(words, {}, 'ab\nwhere', env);
    expect(stdout).toBe(`ab\t1\n${JSON.stringify(place)}\t1\n`);
  });

  test('more skipped records than the limit end it with the record and the line of the job', async () => {
    await expect(run(words, { skipLimit: 1 }, 'bad\na\nbad')).rejects.toMatchObject({
      code: 'SKIP_LIMIT',
      message: 'more than 1 records were skipped; the last one at -:6: RangeError: a bad word',
      hint: expect.stringMatching(/^At .*run-streaming-task\.test\.ts:\d+:\d+/),
    });
  });

  test('of a step without reducers writes rows', async () => {
    const { stdout } = await run(twoSteps, {}, Buffer.from('ab\\c\x00\ncd'));
    expect(stdout).toBe('ab\t\\\\c\x00\ncd\t\n');
  });

  test('of a step without a mapper makes pairs of rows, whether their tab is there or not', async () => {
    const { stdout } = await run(twoSteps, { step: 1 }, Buffer.from('ab\t\\\\c\x00\ncd\t\nef'));
    expect(stdout).toBe('ab\t\\c\x01A\ncd\t\nef\t\n');
  });
});

describe('the combine and reduce phases', () => {
  test('combine writes the pairs of sorted lines again, fewer', async () => {
    const { stdout } = await run(words, { phase: 'combine' }, 'a\t1\na\t2\nb\x01Jb\t5\nc\t1\n');
    expect(stdout).toBe('a\t3\nb\x01Jb\t5\nc\t1\n');
  });

  test('reduce writes rows, and tells its status in one line', async () => {
    const { stdout, stderr } = await run(words, { phase: 'reduce' }, 'a\t1\na\t2\nb\x01Jb\t5');
    expect(stdout).toBe('a\t3\nb\\tb\t5\n');
    expect(stderr).toEqual([
      'reporter:status:at a',
      'reporter:status:at b\tb',
      'reporter:counter:engine,groups,2',
      'reporter:counter:engine,rows,2',
      'reporter:counter:engine,tasks,1',
    ]);
  });

  test('empty keys and values, and a value whose tab some tool took away', async () => {
    const { stdout } = await run(twoSteps, { step: 1, phase: 'reduce' }, '\t\n\tz\nab\nab\tq\x01Ar\n');
    expect(stdout).toBe('  7a\n6162  710072\n');
  });

  test('nothing in, nothing out', async () => {
    expect(await run(words, { phase: 'reduce' }, '')).toEqual({
      stdout: '',
      stderr: ['reporter:counter:engine,tasks,1'],
    });
  });

  test('a reducer that throws is named with its key and its line', async () => {
    await expect(run(words, { phase: 'reduce' }, 'a\t1\nbad\t1\n')).rejects.toMatchObject({
      code: 'TASK_FAILED',
      message: 'job words: reducer failed at key "bad": the reducer was told to',
      hint: expect.stringMatching(/run-streaming-task\.test\.ts:\d+/),
    });
  });
});

test('what cannot be written is no fault of the record that is mapped meanwhile', async () => {
  const { streams, stderr } = memoryStreams('a '.repeat(20_000));
  const full = new Error('the disk is full');
  const write = () => {
    throw full;
  };
  const job = words;
  const task = { job, step: 0, phase: 'map', options: {}, filePaths: {}, skipLimit: undefined } as const;
  await expect(runStreamingTask({ ...task, skippedPath: undefined }, { ...streams, write }, {})).rejects.toBe(
    full,
  );
  expect(stderr.filter((line) => line.includes('tasks'))).toEqual([]);
});

test.each([
  ['words', 1, 'map', 'job words has no step 1'],
  ['two-steps', 0, 'combine', 'step 0 of job two-steps does not combine'],
  ['two-steps', 0, 'reduce', 'step 0 of job two-steps does not reduce'],
] as const)(
  'a step or phase that is not there is an error: %s, step %i, %s',
  async (name, step, phase, message) => {
    const job = name === 'words' ? words : twoSteps;
    await expect(run(job, { step, phase }, '')).rejects.toMatchObject({ code: 'OPTION_INVALID', message });
  },
);
