import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('the benchmark runs at its small size, and all contestants leave the same table', () => {
  const bench = join(import.meta.dirname, '../../bench/load.bench.ts');
  const { status, stdout } = spawnSync(process.execPath, [bench, '--small'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(/^2000 rows, .*, table checksum -?\d+$/);
});
