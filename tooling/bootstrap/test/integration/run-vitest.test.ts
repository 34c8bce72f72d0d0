import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runVitest } from '../../src/run-vitest.mjs';
import { summaryLine } from '../../src/test-summary.mjs';
import { workspaceFolder } from '../../src/workspace.mjs';

const fixtures = join(import.meta.dirname, '../fixtures/vitest');

async function summaryOf(filters: string[], isMissingAllowed = false): Promise<string> {
  const options = { cwd: fixtures, output: 'ignore' } as const;
  return summaryLine(await runVitest(workspaceFolder(), filters, isMissingAllowed, options));
}

describe('a test run is counted', () => {
  test.each([
    { what: 'passing tests', filters: ['passes'], expected: '3 passed, 0 failed' },
    { what: 'a failing test', filters: ['fails'], expected: '1 passed, 1 failed' },
    { what: 'both, in several files', filters: ['passes', 'fails'], expected: '4 passed, 1 failed' },
    { what: 'a hook that throws', filters: ['hook'], expected: '0 passed, 1 failed, 1 skipped' },
    { what: 'a file that does not load', filters: ['import'], expected: '0 passed, 1 failed' },
    { what: 'a rejection that nobody handles', filters: ['rejection'], expected: '1 passed, 1 failed' },
    { what: 'no test at all', filters: ['matches-no-file'], expected: '0 passed, 1 failed' },
    {
      what: 'only a title that matches nothing',
      filters: ['passes', '-t', 'no such title'],
      expected: '0 passed, 1 failed, 3 skipped',
    },
    { what: 'an option that vitest refuses', filters: ['--no-such-option'], expected: '0 passed, 1 failed' },
    { what: 'a vitest that is killed', filters: ['crash', '--pool=forks'], expected: '0 passed, 1 failed' },
  ])('$what: $expected', async ({ filters, expected }) => {
    expect(await summaryOf(filters)).toBe(expected);
  });

  test('a test that may skip itself is counted as skipped', async () => {
    expect(await summaryOf(['passes'], true)).toBe('2 passed, 0 failed, 1 skipped');
  });
});
