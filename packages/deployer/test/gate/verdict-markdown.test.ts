import type { Verdict } from '@oremill/types';
import { expect, test } from 'vitest';
import { verdictMarkdown } from '../../src/gate/verdict-markdown.ts';

const run = { repository: 'shop', number: 7, commit: 'a'.repeat(40) };
const gate = { metric: 'tests.failed', isMoreBetter: false, movedBy: [], reasons: [] };

test('a verdict as a comment: a table, and why each gate has failed', () => {
  const verdict: Verdict = {
    outcome: 'failed',
    base: 'b'.repeat(40),
    gates: [
      {
        ...gate,
        metric: 'coverage.lines',
        of: 'changed',
        state: 'failed',
        value: 50,
        limit: 80,
        isMoreBetter: true,
        movedBy: ['a.py'],
        reasons: [{ what: 'no test runs this line', place: { file: 'a.py', line: 3 } }],
        toPass: 'have tests run 1 more changed line of the 1 that none runs',
      },
      { ...gate, state: 'no-value', limit: 0 },
    ],
    quarantined: [{ suite: 's', name: 'one', why: 'issue 12' }],
  };
  expect(verdictMarkdown(run, verdict)).toBe(`### \`shop\` #7: failed

Commit aaaaaaaaaaaa, compared from bbbbbbbbbbbb.

| figure | value | to be | compared with | state |
| --- | --- | --- | --- | --- |
| \`coverage.lines, changed lines\` | 50.00 % | ≥ 80.00 % |  | **FAILED** |
| \`tests.failed\` | – | ≤ 0 |  | **FAILED: no report tells it** |

**\`coverage.lines, changed lines\`**, by \`a.py\`
- \`a.py:3\` \`no test runs this line\`
- to pass: have tests run 1 more changed line of the 1 that none runs

Failed in quarantine, not counted:
- \`s › one\`: \`issue 12\`
`);
});

test('texts of strangers stay within their code spans, and the comment within what a forge takes', () => {
  const what = 'a\n\n# heading | cell `` @team ```<img src=x>';
  const reasons = Array.from({ length: 50 }, () => ({
    what,
    place: { file: `${'`'.repeat(290)}${'x'.repeat(290)}`, line: 1 },
  }));
  const gates = Array.from({ length: 20 }, () => ({
    ...gate,
    state: 'failed' as const,
    value: 50,
    limit: 0,
    reasons,
  }));
  const text = verdictMarkdown(run, { outcome: 'failed', gates: gates.slice(0, 1) });
  expect(text).toContain('````a # heading ¦ cell `` @team ```<img src=x>````\n');
  expect(text).toContain('- and 40 more');
  expect(verdictMarkdown(run, { outcome: 'failed', gates }).length).toBeLessThan(65_536);
});
