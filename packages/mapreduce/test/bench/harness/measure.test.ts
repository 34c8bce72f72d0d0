import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { measure } from '../../../bench/harness/measure.ts';

const BYTES = 64 * 2 ** 20;
const CPU_SECONDS = 0.2;
/** Holds that much memory, and works for that long, while a copy of it does the same if it is told to start one. */
const WORKS = `
  const held = Buffer.alloc(${BYTES}, 1);
  const [source] = process.argv.slice(1);
  if (source) require('node:child_process').spawnSync(process.execPath, ['-e', source], { stdio: 'inherit' });
  const start = process.cpuUsage().user;
  while (process.cpuUsage().user - start < ${CPU_SECONDS * 1e6}) for (let i = 0; i < 1e6; i += 1) held[i] += 1;
`;
/** The shell counts in hundredths of a second, once for each of two numbers. */
const TICKS_SECONDS = 0.02;

test('processor time and memory are those of a program and of the programs that it starts', async () => {
  const alone = await measure([process.execPath, '-e', WORKS]);
  const both = await measure([process.execPath, '-e', WORKS, WORKS]);

  expect(alone.cpuSeconds).toBeGreaterThanOrEqual(CPU_SECONDS - TICKS_SECONDS);
  expect(both.cpuSeconds).toBeGreaterThanOrEqual(2 * CPU_SECONDS - TICKS_SECONDS);
  expect(both.seconds).toBeGreaterThan(0);
  if (platform() === 'linux') {
    expect(alone.peakBytes).toBeGreaterThan(BYTES);
    expect(both.peakBytes).toBeGreaterThan(2 * BYTES);
  } else {
    expect(both.peakBytes).toBeUndefined();
  }
});
