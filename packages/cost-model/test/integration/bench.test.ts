import { spawnSync } from 'node:child_process';
import { mayRun } from '@oremill/workbench/missing';
import { expect, test } from 'vitest';
import { measureStatistics } from '../../bench/measure-statistics.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const python = mayRun(hasPython, 'python3');

test(python.title('a script of the published rules says of generated posts what we say'), {
  skip: python.skip,
}, async () => {
  const results = await measureStatistics({ bytes: 6 * 2 ** 20, rounds: 1 });
  expect(results.map(({ name }) => name)).toEqual(['without compression', 'with zlib']);
  for (const { sums } of results) expect(sums.records).toBeGreaterThan(1000);
});
