import { expect, test } from 'vitest';
import type { Contender, Content, Work } from '../../../bench/harness/bench.ts';
import { measureWork } from '../../../bench/harness/measure-work.ts';

const options = { rounds: 2, onStep: () => undefined };
const figures = [{ name: 'time', unit: 's', better: 'less' }] as const;

/** Counts how often it is measured; its time is that number. */
function contender(name: string, content: Content, more: Partial<Contender> = {}): Contender {
  let times = 0;
  return {
    name,
    measure: async () => {
      times += 1;
      return { figures: { time: times }, content };
    },
    ...more,
  };
}

function workOf(...contenders: Contender[]): Work {
  return { name: 'counting', figures, contenders, targets: [] };
}

test('each contender is measured once a round, in turn, after a round that does not count', async () => {
  const steps: string[] = [];
  const work = workOf(contender('one', { pairs: 3 }), contender('other', { pairs: 3 }));
  const result = await measureWork(work, { rounds: 2, onStep: (step) => steps.push(step) });
  expect(result.contenders).toEqual([
    { name: 'one', measurements: [{ time: 2 }, { time: 3 }] },
    { name: 'other', measurements: [{ time: 2 }, { time: 3 }] },
  ]);
  expect(result.content).toEqual({ pairs: 3 });
  expect(steps).toEqual(
    [0, 1, 2].flatMap((round) => ['one', 'other'].map((name) => `counting: ${name}, round ${round} of 2`)),
  );
});

test('a slow one has one round', async () => {
  const work = workOf(contender('one', {}), contender('slow', {}, { isSlow: true }));
  const { contenders } = await measureWork(work, options);
  expect(contenders[1]).toEqual({ name: 'slow', measurements: [{ time: 1 }] });
});

test.for<[string, Content]>([
  ['a pair less', { pairs: 2, valueBytes: 30, sample: '0a' }],
  ['another length', { pairs: 3, valueBytes: 31, sample: '0a' }],
  ['another value in the sample', { pairs: 3, valueBytes: 30, sample: '0b' }],
  ['nothing that could be compared', {}],
])('one that comes to %s ends the bench before a speed is told', async ([, content]) => {
  const work = workOf(
    contender('reference', { pairs: 3, valueBytes: 30, sample: '0a' }),
    contender('wrong', content),
  );
  await expect(measureWork(work, options)).rejects.toThrow(
    `counting: wrong has ${JSON.stringify(content)}, reference has {"pairs":3,"valueBytes":30,"sample":"0a"}`,
  );
});

test('contents are compared in each round, not only in the first', async () => {
  let round = 0;
  const measure = async () => {
    round += 1;
    return { figures: { time: 1 }, content: { pairs: round < 3 ? 3 : 4 } };
  };
  const work = workOf(contender('one', { pairs: 3 }), { name: 'late', measure });
  await expect(measureWork(work, options)).rejects.toThrow('counting: late has {"pairs":4}');
});

test('one that is missing is reported and never measured', async () => {
  const measure = () => Promise.reject(new Error('it was measured'));
  const work = workOf(contender('one', {}), { name: 'far', missing: 'not installed', measure });
  const { contenders } = await measureWork(work, options);
  expect(contenders[1]).toEqual({ name: 'far', missing: 'not installed', measurements: [] });
});

test('a figure that is no number, or that nobody asked for, ends the bench', async () => {
  const broken = (measured: Record<string, number>) =>
    workOf({ name: 'broken', measure: async () => ({ figures: measured, content: {} }) });
  await expect(measureWork(broken({ time: Number.NaN }), options)).rejects.toThrow(
    'counting: broken has measured NaN as time',
  );
  await expect(measureWork(broken({ speed: 1 }), options)).rejects.toThrow('broken has measured 1 as speed');
});
