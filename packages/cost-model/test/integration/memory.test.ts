import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('measure-generated.ts', import.meta.url));
const run = promisify(execFile);

async function measure(mib: number, ...flags: string[]): Promise<{ lines: number; peakBytes: number }> {
  const { stdout } = await run(process.execPath, [PROGRAM, String(mib), ...flags]);
  return JSON.parse(stdout);
}

/** Blocks that wait to be collected, of whatever length the content is. */
const GARBAGE_BYTES = 96 * 2 ** 20;

test.each([
  [64, 512, []],
  [64, 256, ['all']],
] as const)('of %d or %d MiB the same memory is held %j', async (smallMib, largeMib, flags) => {
  const small = await measure(smallMib, ...flags);
  const large = await measure(largeMib, ...flags);
  expect(large.lines).toBeGreaterThan(small.lines * 3);
  expect(large.peakBytes).toBeLessThan(small.peakBytes + GARBAGE_BYTES);
});
