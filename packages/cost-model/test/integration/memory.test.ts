import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('measure-generated.ts', import.meta.url));
const run = promisify(execFile);

async function measure(mib: number, ...flags: string[]): Promise<{ lines: number; heldBytes: number }> {
  const { stdout } = await run(process.execPath, ['--expose-gc', PROGRAM, String(mib), ...flags]);
  return JSON.parse(stdout);
}

/** A block of input on its way, and the larger reservoir of what is longer by chance. */
const SLACK_BYTES = 8 * 2 ** 20;

test.each([
  [64, 512, []],
  [64, 256, ['all']],
] as const)('of %d or %d MiB the same memory is held %j', async (smallMib, largeMib, flags) => {
  const small = await measure(smallMib, ...flags);
  const large = await measure(largeMib, ...flags);
  expect(large.lines).toBeGreaterThan(small.lines * 3);
  expect(large.heldBytes).toBeLessThan(small.heldBytes + SLACK_BYTES);
});
