import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSkipped } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/file-endings.ts', import.meta.url);
const scratch = useScratch();

test.each(['inline', 'threads'] as const)(
  'whole files are records, %s: their bytes are not looked into',
  async (runner) => {
    const folder = scratch();
    const input = scratch();
    for (let index = 1; index <= 40; index += 1) {
      writeInput(
        input,
        `${String(index).padStart(2, '0')}.${index % 2 === 0 ? 'png' : 'gz'}`,
        Buffer.alloc(index, 10),
      );
    }
    const zero = writeInput(input, 'zero.png', Buffer.alloc(5));
    const large = writeInput(input, 'large.png', Buffer.alloc(2000, 1));
    const output = join(folder, 'output');
    const limits = { fileBytesMax: 1000, splitBytesMin: 100_000 };
    const execution = await runJob({ job: JOB, inputs: [input], output, runner, limits });
    expect(execution).toMatchObject({
      state: 'succeeded',
      progress: { records: 42, skipped: 2, inputBytes: 820 + 5 + 2000, inputBytesDone: 820 + 5 + 2000 },
    });
    expect(execution.steps[0]?.mapTasks).toBe(8);
    expect(readRows(output)).toBe('.gz\t400\n.png\t420\n');
    expect((await readSkipped(output, { limit: 10 })).items).toEqual([
      { file: large, offset: 0, bytes: 2000, reason: expect.stringContaining('longer than 1000 bytes') },
      { file: zero, offset: 0, bytes: 5, reason: expect.stringContaining('zero.png begins with a zero') },
    ]);
  },
);
