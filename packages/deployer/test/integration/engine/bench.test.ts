import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const BENCH = fileURLToPath(new URL('../../../bench/engine.ts', import.meta.url));

test('the bench of the engine runs, and tells each of its figures', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [BENCH, '--times', '4', '--kills', '0']);
  expect(stdout.match(/p50 +[\d.]+ ms/g)).toHaveLength(5);
});
