import { basename, join } from 'node:path';
import type { Files } from '@oremill/runtime';
import { mapreduceError } from '@oremill/types';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { runJob } from '../../src/run-job.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();

/** A disk on which there is no room for spills. */
const fullDisk: Files = {
  ...diskFiles,
  create(path) {
    const file = diskFiles.create(path);
    if (!basename(path).startsWith('map-')) return file;
    return {
      ...file,
      write() {
        throw mapreduceError('DISK_FULL', 'no space left for spills');
      },
    };
  },
};

test('a disk that is full in the middle of a record fails the execution: the record is not skipped', async () => {
  const folder = scratch();
  const inputs = [writeInput(folder, 'orders.txt', 'emit-many 4000\nemit-many 4000\nemit-many 4000\n')];
  const running = runJob(
    {
      job: new URL('../jobs/obedient.ts', import.meta.url),
      inputs,
      output: join(folder, 'output'),
      runner: 'inline',
      limits: { arenaBytes: 2 ** 19 },
    },
    { files: fullDisk },
  );
  await expect(running).rejects.toMatchObject({ code: 'DISK_FULL' });
});

test('a partitioner decides which part has a key; one that names no partition, or throws, fails the execution', async () => {
  const folder = scratch();
  const run = (lines: string, output: string) =>
    runJob({
      job: new URL('../jobs/wrong-partitioner.ts', import.meta.url),
      inputs: [writeInput(folder, 'lines.txt', lines)],
      output: join(folder, output),
      runner: 'inline',
      partitions: 3,
    });
  await run('2\n0\n2', 'good');
  expect(readParts(join(folder, 'good'))).toEqual({
    'part-00000': '0\n',
    'part-00001': '',
    'part-00002': '2\n',
  });
  await expect(run('1\n3\n', 'bad')).rejects.toMatchObject({
    code: 'TASK_FAILED',
    message: expect.stringContaining('the partitioner gave 3'),
  });
  await expect(run('1\nthrow\n', 'worse')).rejects.toMatchObject({
    code: 'TASK_FAILED',
    message: 'the partitioner failed at key "throw": as told',
    hint: expect.stringMatching(/wrong-partitioner\.ts:\d+/),
  });
});
