import { expect, test } from 'vitest';
import { readHadoopTask } from '../../src/streaming/hadoop-environment.ts';
import { hadoopNames } from '../../src/streaming/hadoop-names.ts';

const names = hadoopNames({
  jobId: 'job_output_0002',
  kind: 'map',
  index: 7,
  attempt: 2,
  folder: '/work',
  outputFolder: '/out',
  files: ['stop-words', 'model'],
  input: { file: 's3://logs/a', start: 64, length: 10 },
});

const expected = {
  file: 's3://logs/a',
  start: 64,
  partition: 7,
  jobId: 'job_output_0002',
  attemptId: 'attempt_output_0002_m_000007_1',
};

test('a task reads what the runner tells it', () => {
  expect(readHadoopTask(names)).toEqual(expected);
});

test('the names of Hadoop 1 are enough', () => {
  const old = Object.fromEntries(Object.entries(names).filter(([name]) => !name.startsWith('mapreduce_')));
  expect(readHadoopTask(old)).toEqual(expected);
  expect(old).toEqual({
    mapred_job_id: 'job_output_0002',
    mapred_tip_id: 'task_output_0002_m_000007',
    mapred_task_id: 'attempt_output_0002_m_000007_1',
    mapred_task_is_map: 'true',
    mapred_task_partition: '7',
    mapred_work_output_dir: '/out',
    job_local_dir: '/work',
    mapred_cache_localFiles: 'stop-words,model',
    map_input_file: 's3://logs/a',
    map_input_start: '64',
    map_input_length: '10',
  });
});

test('without Hadoop the input is stdin, from its beginning', () => {
  expect(readHadoopTask({ mapreduce_map_input_start: '-1' })).toEqual({
    file: '-',
    start: 0,
    partition: undefined,
    jobId: undefined,
    attemptId: undefined,
  });
});
