import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom, systemClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { readExecution } from '../../src/output/read-output.ts';
import { resumeJob } from '../../src/resume-job.ts';
import { runJob } from '../../src/run-job.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';

const DRIVER = fileURLToPath(new URL('run-or-resume.ts', import.meta.url));
const JOB = new URL('../jobs/two-steps.ts', import.meta.url);
/** Raise it for a long search: `KILLS=200 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 6);
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const scratch = useScratch();

function makeInput(folder: string): string {
  const lines = Array.from({ length: 30_000 }, (_, index) => `w${(index * 31) % 997} v${index % 13} same`);
  return writeInput(folder, 'input.txt', lines.join('\n'));
}

test(
  'killed at any moment, resumed or run again until it is done, the output is what an undisturbed run gives',
  async () => {
    const folder = scratch();
    const input = makeInput(folder);
    const undisturbed = join(folder, 'undisturbed');
    const startedMs = performance.now();
    expect(spawnSync(process.execPath, [DRIVER, input, undisturbed], { encoding: 'utf8' }).stdout).toBe(
      'ran\n',
    );
    const tookMs = performance.now() - startedMs;
    const expected = readParts(undisturbed);
    const random = seededRandom(3);
    let resumed = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const output = join(folder, `output-${kill}`);
      const child = spawn(process.execPath, [DRIVER, input, output], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      await Promise.race([ended, pass(random() * tookMs)]);
      child.kill('SIGKILL');
      await ended;
      if (existsSync(output)) {
        expect(readParts(output)).toEqual(expected);
        continue;
      }
      const after = spawnSync(process.execPath, [DRIVER, input, output], { encoding: 'utf8' });
      expect(after.stderr).toBe('');
      if (after.stdout.startsWith('resumed')) resumed += 1;
      expect(readParts(output)).toEqual(expected);
      expect(existsSync(`${output}.partial`)).toBe(false);
      expect(readdirSync(output).filter((name) => name === 'spills' || name.startsWith('step-'))).toEqual([]);
      rmSync(output, { recursive: true });
    }
    expect(resumed).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

async function stopWhen(isTime: (phase: string, step: number) => boolean) {
  const folder = scratch();
  const input = makeInput(folder);
  const output = join(folder, 'output');
  const stop = new AbortController();
  const limits = { splitBytesMin: 20_000, splitBytesMax: 20_000 };
  // Time jumps on at each look, so that all progress is told, however fast the machine is.
  let ms = 0;
  const clock = { ...systemClock, monotonicMs: () => (ms += 200) };
  await expect(
    runJob(
      {
        job: JOB,
        inputs: [input],
        output,
        limits,
        runner: 'inline',
        signal: stop.signal,
        onProgress: ({ progress, steps }) => {
          const done = steps.reduce((sum, step) => sum + step.mapTasksDone + step.reduceTasksDone, 0);
          if (done > 0 && isTime(progress.phase, progress.step)) stop.abort();
        },
      },
      { clock },
    ),
  ).rejects.toMatchObject({ code: 'STOPPED', hint: expect.stringContaining('mapreduce resume') });
  return { folder, input, output };
}

test.each([
  ['mapping', 'map', 1],
  ['reducing', 'reduce', 1],
  ['the second step', 'map', 2],
] as const)(
  'what was stopped while %s goes on from the finished tasks, which are not done again',
  async (_title, phase, step) => {
    const { folder, input, output } = await stopWhen((now, at) => now === phase && at === step);
    const journal = readFileSync(`${output}.partial/_tasks.jsonl`, 'utf8').split('\n').slice(0, -1);
    expect(journal.length).toBeGreaterThan(0);
    const stopped = readExecution(output);
    const resumed = await resumeJob({ output });
    // Time goes on where it stood.
    expect(resumed.progress.elapsedMs).toBeGreaterThanOrEqual(stopped?.progress.elapsedMs as number);
    expect(resumed.steps[0]?.startedMs).toBeGreaterThanOrEqual(stopped?.progress.elapsedMs as number);
    const after = readFileSync(join(output, '_tasks.jsonl'), 'utf8').split('\n').slice(0, -1);
    expect(after.slice(0, journal.length)).toEqual(journal);
    const undisturbed = join(folder, 'undisturbed');
    const limits = { splitBytesMin: 20_000, splitBytesMax: 20_000 };
    const other = await runJob({ job: JOB, inputs: [input], output: undisturbed, limits, runner: 'inline' });
    expect(after.length).toBe(readFileSync(join(undisturbed, '_tasks.jsonl'), 'utf8').split('\n').length - 1);
    expect(readParts(output)).toEqual(readParts(undisturbed));
    expect(resumed.counters).toEqual(other.counters);
    expect({ ...resumed.progress, elapsedMs: 0, bytesPerSecond: 0 }).toEqual({
      ...other.progress,
      elapsedMs: 0,
      bytesPerSecond: 0,
    });
  },
);

test('a finished task whose spill was damaged is done again', async () => {
  const { folder, input, output } = await stopWhen((phase) => phase === 'reduce');
  const spills = `${output}.partial/spills`;
  const [victim = ''] = readdirSync(spills).filter((name) => name.startsWith('map-'));
  const bytes = readFileSync(join(spills, victim));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  writeFileSync(join(spills, victim), bytes);
  await resumeJob({ output });
  const undisturbed = join(folder, 'undisturbed');
  const limits = { splitBytesMin: 20_000, splitBytesMax: 20_000 };
  await runJob({ job: JOB, inputs: [input], output: undisturbed, limits, runner: 'inline' });
  expect(readParts(output)).toEqual(readParts(undisturbed));
});

test('an input that has changed, nothing left, or an execution that failed: not resumable, and says why', async () => {
  const { input, output } = await stopWhen((phase) => phase === 'reduce');
  writeFileSync(input, 'something else\n');
  await expect(resumeJob({ output })).rejects.toMatchObject({
    code: 'NOT_RESUMABLE',
    message: expect.stringContaining(`${input} has changed`),
  });
  expect(readExecution(output)?.state).toBe('stopped');
  await expect(resumeJob({ output: `${output}-none` })).rejects.toMatchObject({ code: 'NOT_RESUMABLE' });
  // Running it again makes way for itself.
  await runJob({ job: JOB, inputs: [input], output, runner: 'inline' });
  expect(readExecution(output)?.state).toBe('succeeded');
  await expect(resumeJob({ output })).rejects.toMatchObject({
    code: 'NOT_RESUMABLE',
    message: `${output} is complete: there is nothing left to do`,
  });
});

test('a file that the job ships with has changed: not resumable', async () => {
  const folder = scratch();
  const input = makeInput(folder);
  const output = join(folder, 'output');
  const shipped = writeInput(folder, 'stop-words.txt', 'the\n');
  const stop = new AbortController();
  const limits = { splitBytesMin: 20_000, splitBytesMax: 20_000 };
  const files = { 'stop-words': shipped };
  const running = runJob({
    job: JOB,
    inputs: [input],
    output,
    limits,
    files,
    runner: 'inline',
    signal: stop.signal,
    onProgress: ({ progress }) => {
      if (progress.phase === 'reduce') stop.abort();
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'STOPPED' });
  writeFileSync(shipped, 'a\n');
  await expect(resumeJob({ output })).rejects.toMatchObject({
    code: 'NOT_RESUMABLE',
    message: expect.stringContaining('a file that it ships with, has changed'),
  });
  writeFileSync(shipped, 'the\n');
  expect((await resumeJob({ output })).state).toBe('succeeded');
});
