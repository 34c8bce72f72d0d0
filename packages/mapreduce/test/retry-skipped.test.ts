import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readSkipped } from '../src/output/read-output.ts';
import { retrySkipped } from '../src/retry-skipped.ts';
import { runJob } from '../src/run-job.ts';
import { readRows, useScratch, writeInput } from './scratch.ts';

const scratch = useScratch();
const JOBS = new URL('./jobs/', import.meta.url);
/** Throws at lines that begin with `throw`; `lenient` is the same job, mended. */
const REFUSING = new URL('refusing.ts', JOBS);
const LONG = `throw ${'ä'.repeat(50_000)}`;

/** Runs the job on one file, so that it skips some of its lines. */
async function skipSome(content: Buffer | string, name = 'lines.txt') {
  const folder = scratch();
  const input = writeInput(folder, name, content);
  const output = join(folder, 'first');
  const execution = await runJob({ job: REFUSING, inputs: [input], output, runner: 'inline', partitions: 1 });
  return { folder, input, output, execution, again: join(folder, 'again') };
}

describe('the skipped records of an execution', () => {
  test('are run once more, and nothing else is, with the options of the first time', async () => {
    const { output, execution, again } = await skipSome('a\nthrow b\nc\nthrow d\n');
    expect(execution.progress).toMatchObject({ records: 4, skipped: 2 });

    const retried = await retrySkipped({ skippedOf: output, output: again });
    expect(retried).toMatchObject({
      state: 'succeeded',
      retryOf: execution.id,
      runner: 'inline',
      inputs: ['-'],
      progress: { records: 2, skipped: 2, rows: 0 },
    });
    const mended = new URL('lenient.ts', JOBS);
    const second = join(again, '..', 'mended');
    const done = await retrySkipped({ skippedOf: output, output: second, job: mended });
    expect(done.progress).toMatchObject({ records: 2, skipped: 0, rows: 2 });
    expect(readRows(second)).toBe('throw b\nthrow d\n');
  });

  test.each([
    ['a plain file', (text: Buffer) => text, 'lines.txt'],
    ['a compressed file', (text: Buffer) => gzipSync(text), 'lines.gz'],
  ])('are whole when they are long, or no UTF-8, from %s', async (_title, store, name) => {
    const lines = [
      Buffer.from('a'),
      Buffer.from(LONG),
      Buffer.from('throw \xff\xfe', 'latin1'),
      Buffer.from(`${LONG}2`),
    ];
    const content = Buffer.concat(lines.map((line) => Buffer.concat([line, Buffer.from('\n')])));
    const { output, again } = await skipSome(store(content), name);
    const { items } = await readSkipped(output, { limit: 10 });
    expect(items.map(({ isCut = false, base64 }) => [isCut, base64 !== undefined])).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ]);

    await retrySkipped({ skippedOf: output, output: again, job: new URL('lenient.ts', JOBS) });

    const rows = Buffer.from(readRows(again), 'latin1').toString('latin1').split('\n').slice(0, -1);
    expect(rows.sort()).toEqual(
      lines
        .slice(1)
        .map((line) => line.toString('latin1'))
        .sort(),
    );
  });

  test('are refused when a long one’s file has changed since', async () => {
    const { input, output, again } = await skipSome(`${LONG}\n`);
    writeFileSync(input, 'other\n');
    await expect(retrySkipped({ skippedOf: output, output: again })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining(input),
    });
    rmSync(input);
    await expect(retrySkipped({ skippedOf: output, output: `${again}2` })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
  });
});

test('skipped files are read again by their names', async () => {
  const folder = scratch();
  const inputs = ['bad.bin', 'good.bin'].map((name) => writeInput(folder, name, 'ore'));
  const output = join(folder, 'first');
  const job = new URL('file-sizes.ts', JOBS);
  const first = await runJob({ job, inputs, output, runner: 'inline' });
  expect(first.progress).toMatchObject({ records: 2, skipped: 1 });
  const retried = await retrySkipped({ skippedOf: output, output: join(folder, 'again') });
  expect(retried).toMatchObject({ inputs: [inputs[0]], progress: { records: 1, skipped: 1 } });
});

test('records of a later step are no lines of the input, and are left out', async () => {
  const folder = scratch();
  const input = writeInput(folder, 'lines.txt', 'a\nlater\nthrow b\n');
  const output = join(folder, 'first');
  const job = new URL('refusing-twice.ts', JOBS);
  const first = await runJob({ job, inputs: [input], output, runner: 'inline' });
  expect(first.progress).toMatchObject({ records: 3, skipped: 2 });
  const retried = await retrySkipped({ skippedOf: output, output: join(folder, 'again') });
  expect(retried.progress).toMatchObject({ records: 1, skipped: 1 });
});

describe('there is nothing to run again', () => {
  test('when nothing was skipped', async () => {
    const { output, again } = await skipSome('a\n');
    await expect(retrySkipped({ skippedOf: output, output: again })).rejects.toMatchObject({
      code: 'INPUT_MISSING',
    });
  });

  test('when nobody has written there, or has not succeeded', async () => {
    const { folder, input } = await skipSome('a\n');
    await expect(
      retrySkipped({ skippedOf: join(folder, 'none'), output: join(folder, 'x') }),
    ).rejects.toMatchObject({ code: 'EXECUTION_MISSING' });
    const failed = join(folder, 'failed');
    writeFileSync(input, 'throw x\n');
    await expect(
      runJob({ job: REFUSING, inputs: [input], output: failed, runner: 'inline', skipLimit: 0 }),
    ).rejects.toMatchObject({ code: 'SKIP_LIMIT' });
    await expect(retrySkipped({ skippedOf: failed, output: join(folder, 'x') })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_SUCCEEDED',
    });
  });
});
