import { expect, test } from 'vitest';
import type { Target, WorkResult } from '../../../bench/harness/bench.ts';
import { judgeTargets } from '../../../bench/harness/judge-targets.ts';

const time = { name: 'time', unit: 's', better: 'less' } as const;
const rate = { name: 'rate', unit: 'k/s', better: 'more' } as const;

function judge(...targets: Target[]) {
  const result: WorkResult = {
    work: { name: 'racing', figures: [time, rate], targets },
    content: {},
    contenders: [
      // Medians of 2 s and of 4 s; what is far off does not count.
      { name: 'ours', measurements: [1, 2, 90].map((seconds) => ({ time: seconds, rate: 100 / seconds })) },
      { name: 'peer', measurements: [4, 4, 5].map((seconds) => ({ time: seconds, rate: 100 / seconds })) },
      { name: 'gone', missing: 'not installed', measurements: [] },
    ],
  };
  return judgeTargets(result).map(({ reached, target }) => ({ target, reached }));
}

const against = { ours: 'ours', against: 'peer' };

test('twice as good is twice as good, whether less or more of the figure is better', () => {
  expect(
    judge(
      { kind: 'times', ...against, figure: 'time', atLeast: 2 },
      { kind: 'times', ...against, figure: 'rate', atLeast: 2.1 },
    ),
  ).toEqual([
    { target: '≥ 2×', reached: { value: 2, text: '2.00×', isEnough: true } },
    { target: '≥ 2.1×', reached: { value: 2, text: '2.00×', isEnough: false } },
  ]);
});

test('a share and a bound are reached by what is at most so large', () => {
  expect(
    judge(
      { kind: 'share', ...against, figure: 'time', atMost: 0.5 },
      { kind: 'share', ...against, figure: 'time', atMost: 0.4 },
      { kind: 'bound', ours: 'ours', figure: 'time', atMost: 2 },
      { kind: 'bound', ours: 'ours', figure: 'time', atMost: 1.9 },
    ),
  ).toEqual([
    { target: '≤ 0.5×', reached: { value: 0.5, text: '0.50×', isEnough: true } },
    { target: '≤ 0.4×', reached: { value: 0.5, text: '0.50×', isEnough: false } },
    { target: '≤ 2 s', reached: { value: 2, text: '2.00 s', isEnough: true } },
    { target: '≤ 1.9 s', reached: { value: 2, text: '2.00 s', isEnough: false } },
  ]);
});

test('nothing is reached against a peer that is missing', () => {
  const target = { kind: 'times', ours: 'ours', against: 'gone', figure: 'time', atLeast: 2 } as const;
  expect(judge(target)).toEqual([{ target: '≥ 2×', reached: undefined }]);
});

test('a target that speaks of nobody, or of nothing that is measured, is a mistake', () => {
  const target = { kind: 'times', ...against, figure: 'time', atLeast: 2 } as const;
  expect(() => judge({ ...target, against: 'noone' })).toThrow('noone, which is no contender');
  expect(() => judge({ ...target, figure: 'weight' })).toThrow('weight, which is not measured');
});
