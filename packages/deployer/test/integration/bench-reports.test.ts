import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BENCH = fileURLToPath(new URL('../../bench/read-reports.ts', import.meta.url));

test('the bench of large reports comes to the same figures in its small size, whoever reads them', () => {
  const report = execFileSync(process.execPath, [BENCH, '--rounds', '1'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  expect(report).toContain('- JUnit: 5750 tests, 117 failed, 37 errored, 50 skipped, 286 seconds');
  expect(report).toContain('- LCOV: 198 files, 79200 lines, 63134 covered, 15840 branches, 10994 taken');
});
