import { expect, test } from 'vitest';
import type { Bench, WorkResult } from '../../../bench/harness/bench.ts';
import { describeResult } from '../../../bench/harness/report.ts';

const size = { pairs: 10_000 };
const bench: Bench = {
  name: 'racing',
  question: 'Who is first?',
  sizes: { small: size, large: size },
  run: () => Promise.resolve([]),
  notes: ['Shoes are allowed.'],
};
const result: WorkResult = {
  work: {
    name: 'a mile',
    figures: [{ name: 'time', unit: 's', better: 'less' }],
    targets: [
      { kind: 'times', ours: 'ours', against: 'peer', figure: 'time', atLeast: 2 },
      { kind: 'times', ours: 'ours', against: 'gone', figure: 'time', atLeast: 2 },
    ],
  },
  content: { pairs: 3 },
  contenders: [
    { name: 'ours', measurements: [{ time: 1 }, { time: 3 }] },
    { name: 'peer', measurements: [{ time: 3 }] },
    { name: 'gone', missing: 'not installed', measurements: [] },
  ],
};
const options = { command: 'run', size, isLarge: true, rounds: 2, versions: ['Redis 7'], loads: [0.5, 1.25] };

test('a report says what was asked, how it was measured, and who reached what', () => {
  const report = describeResult(bench, [result], options);
  expect(report).toContain('# racing\n\nWho is first?\n\n- command: `run`\n');
  expect(report).toContain('- Redis 7\n- pairs 10,000\n');
  expect(report).toContain('load average 0.5 → 1.3\n- Shoes are allowed.\n');
  expect(report).toContain(
    [
      '## a mile',
      '',
      'Equal for all: pairs 3.',
      '',
      '| who | time, s | least–most |',
      '| --- | ---: | ---: |',
      '| ours | 2.00 | 1.00–3.00 |',
      '| peer | 3.00 | once |',
      '| gone | missing: not installed | |',
    ].join('\n'),
  );
  expect(report).toContain('| a mile | ours | peer | time | ≥ 2× | 1.50× | **missed** |');
  expect(report).toContain('| a mile | ours | gone | time | ≥ 2× | – | not measured |');
});

test('of another size than the large one nothing is said to be reached or missed', () => {
  const report = describeResult(bench, [result], { ...options, isLarge: false });
  expect(report).toContain('| a mile | ours | peer | time | ≥ 2× | 1.50× | small size |');
  expect(report).not.toContain('missed');
});
