import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock, seededRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import type { Execution } from '@oremill/types';
import { afterEach, describe, expect, test } from 'vitest';
import { JobService } from '../../src/service/job-service.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const job = (name: string) => new URL(`../jobs/${name}.ts`, import.meta.url);
const scratch = useScratch();
const services: JobService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

/** A service with an input folder of its own; another one may be opened on the same data. */
async function open(folder = scratch()) {
  const inputs = join(folder, 'inputs');
  mkdirSync(inputs, { recursive: true });
  const service = await JobService.open({
    folder: join(folder, 'data'),
    jobs: [job('two-steps'), job('refusing'), job('obedient')],
    inputRoots: [inputs],
    workers: 1,
    runningMax: 2,
    uploadBytesMax: 1000,
    clock: manualClock(Date.UTC(2026, 0, 1)),
    random: seededRandom(folder.length),
    log: createLog('silent'),
  });
  services.push(service);
  return { folder, inputs, service };
}

async function runToEnd(service: JobService, job: string, path: string): Promise<Execution> {
  const { id } = await service.start({ job, input: { path } });
  return service.whenDone(id);
}

describe('starting', () => {
  test('takes the options of the job and the bounds of the run', async () => {
    const { inputs, service } = await open();
    writeInput(inputs, 'words.txt', 'ore mill ore\n');
    const { id } = await service.start({
      job: 'two-steps',
      input: { path: 'words.txt' },
      options: { minCount: 2 },
      memoryBytes: 300 * 2 ** 20,
      partitions: 1,
      skipShareMax: 0.5,
    });
    const execution = await service.whenDone(id);
    expect(execution).toMatchObject({
      options: { minCount: 2 },
      memoryBytes: 300 * 2 ** 20,
      progress: { rows: 1, reducers: 1 },
    });
    expect(readRows(await service.outputOf(id))).toBe('ore\t2\n');
  });

  test('refuses options that the job’s schema refuses, before anything is made', async () => {
    const { inputs, service } = await open();
    writeInput(inputs, 'words.txt', 'ore\n');
    const started = service.start({
      job: 'two-steps',
      input: { path: 'words.txt' },
      options: { minCount: 'many' },
    });
    await expect(started).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('--min-count'),
    });
    expect((await service.list({ limit: 10 })).items).toEqual([]);
  });
});

test('finished tasks come page by page', async () => {
  const { inputs, service } = await open();
  writeInput(inputs, 'words.txt', 'ore mill ore\n');
  const { id } = await runToEnd(service, 'two-steps', 'words.txt');
  const first = await service.listTasks(id, { limit: 3 });
  const rest = await service.listTasks(id, { limit: 100, cursor: first.nextCursor });
  const tasks = [...first.items, ...rest.items];
  expect(first.items).toHaveLength(3);
  expect(rest.nextCursor).toBeUndefined();
  // Four partitions of the first step are four splits of the second, less the empty ones.
  expect(tasks.filter(({ step, kind }) => step === 1 && kind === 'map')).toHaveLength(1);
  expect(tasks.filter(({ step, kind }) => step === 2 && kind === 'reduce')).toHaveLength(4);
  expect(tasks[0]).toMatchObject({ index: 0, attempt: 1, worker: 0, records: 1, bytes: 13 });
});

describe('an execution that was stopped', () => {
  async function stopOne() {
    const { folder, inputs, service } = await open();
    // It goes round for ever, so the stop never comes too late.
    writeInput(inputs, 'orders.txt', 'a 1\nloop\n');
    const { id } = await service.start({ job: 'obedient', input: { path: 'orders.txt' } });
    const refused = service.discard(id);
    await expect(refused).rejects.toMatchObject({ code: 'EXECUTION_RUNNING' });
    await expect(service.resume(id)).rejects.toMatchObject({ code: 'EXECUTION_RUNNING' });
    await service.stop(id);
    await expect(service.whenDone(id)).rejects.toMatchObject({ code: 'STOPPED' });
    return { folder, service, id };
  }

  test('is resumed under its id, by this process or the next', async () => {
    const { folder, service, id } = await stopOne();
    expect(await service.resume(id)).toMatchObject({ id, state: 'running' });
    await service.stop(id);
    await expect(service.whenDone(id)).rejects.toMatchObject({ code: 'STOPPED' });
    await service.close();
    const { service: next } = await open(folder);
    expect(await next.resume(id)).toMatchObject({ id, state: 'running' });
    expect(await next.get(id)).toMatchObject({ state: 'running' });
  });

  test('is discarded, and then is not known any more', async () => {
    const { service, id } = await stopOne();
    expect((await service.diagnose(id)).findings[0]).toMatchObject({ title: 'It was stopped' });
    await service.discard(id);
    expect(existsSync(`${service.outputFolder(id)}.partial`)).toBe(false);
    await expect(service.get(id)).rejects.toMatchObject({ code: 'EXECUTION_MISSING' });
    await expect(service.discard(id)).rejects.toMatchObject({ code: 'EXECUTION_MISSING' });
    expect((await service.list({ limit: 10 })).items).toEqual([]);
  });
});

describe('an execution that succeeded', () => {
  test('has its skipped records run again by a new one', async () => {
    const { inputs, service } = await open();
    writeInput(inputs, 'lines.txt', 'a\nthrow b\nc\n');
    const { id } = await runToEnd(service, 'refusing', 'lines.txt');
    const again = await service.retrySkipped(id);
    expect(again).toMatchObject({ retryOf: id, job: 'refusing' });
    expect(again.id).not.toBe(id);
    const ended = await service.whenDone(again.id);
    expect(ended.progress).toMatchObject({ records: 1, skipped: 1, rows: 0 });
  });

  test('is not resumed, and is discarded with its output', async () => {
    const { inputs, service } = await open();
    writeInput(inputs, 'lines.txt', 'a\n');
    const { id } = await runToEnd(service, 'refusing', 'lines.txt');
    await expect(service.resume(id)).rejects.toMatchObject({ code: 'NOT_RESUMABLE' });
    await expect(service.retrySkipped(id)).rejects.toMatchObject({ code: 'INPUT_MISSING' });
    expect(existsSync(service.outputFolder(id))).toBe(true);
    await service.discard(id);
    expect(existsSync(service.outputFolder(id))).toBe(false);
  });
});

test('an upload that is gone, and a job that nobody registered, are named', async () => {
  const { inputs, service } = await open();
  writeFileSync(join(inputs, 'a.txt'), 'a\n');
  await expect(service.start({ job: 'none', input: { path: 'a.txt' } })).rejects.toMatchObject({
    code: 'JOB_MISSING',
  });
  await expect(service.start({ job: 'refusing', input: { uploadId: '0'.repeat(20) } })).rejects.toMatchObject(
    { code: 'UPLOAD_MISSING' },
  );
});
