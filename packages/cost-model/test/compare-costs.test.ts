import { beforeAll, describe, expect, test } from 'vitest';
import { compareCosts, type PricedScenario } from '../src/compare-costs.ts';
import { estimateCost } from '../src/estimate-cost.ts';
import { openBook } from '../src/price/price-book.ts';
import type { Sample } from '../src/read-sample.ts';
import { parseScenario } from '../src/scenario/scenario.ts';
import { sampleOf } from './scenario-sample.ts';

const book = openBook('aws-2026');
const NOW_MS = Date.parse('2026-11-23');
const BASE = { records: '1e9 record', months: 3, media: ['ram', 's3'] };

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf(500);
});

function compare(first: object, second: object) {
  const [one, other] = [first, second].map((scenario) => ({
    scenario: parseScenario({ ...BASE, ...scenario }),
    book,
  })) as [PricedScenario, PricedScenario];
  const comparison = compareCosts(sample, { first: one, second: other, nowMs: NOW_MS });
  const lineOf = (name: string) => comparison.lines.find(({ line }) => line === name);
  return { ...comparison, lineOf };
}

test('each line is that of the two estimates, and the second less the first', () => {
  const { lineOf, lines } = compare({}, { replicas: 3 });
  expect(lines.map(({ line, unit }) => `${line} ${unit}`)).toEqual([
    'records record',
    'total USD',
    'total.last USD',
    ...['ram', 's3'].flatMap((medium) => [
      `${medium}.bytes B`,
      `${medium}.total USD`,
      `${medium}.record USD/record`,
      `${medium}.last USD`,
    ]),
  ]);
  const [first, second] = [{}, { replicas: 3 }].map((scenario) =>
    estimateCost(sample, parseScenario({ ...BASE, ...scenario }), { book, nowMs: 0 }),
  );
  const last = lineOf('ram.last');
  expect(last?.first).toEqual(first?.media[0]?.usdMonth);
  expect(last?.second).toEqual(second?.media[0]?.usdMonth);
  const expected = last?.first?.expected ?? 0;
  expect(last?.difference?.expected).toBeCloseTo(2 * expected, 6);
  expect(lineOf('records')?.difference).toEqual({ low: 0, expected: 0, high: 0 });
});

test('what both rest on varies alike: the difference of two copies is as sure as one, not as the two apart', () => {
  const energy = { low: 0.05, expected: 0.1, high: 0.25 };
  const { first, second, difference } = compare({ energy }, { energy, replicas: 2 }).lineOf('s3.last') ?? {};
  const width = (interval: typeof first) => (interval?.high ?? 0) - (interval?.low ?? 0);
  expect(width(difference)).toBeCloseTo(width(first), 9);
  expect(width(second)).toBeCloseTo(2 * width(first), 9);
});

test('the same scenario twice differs in nothing', () => {
  const ranged = { growth: { low: 0, expected: 0.1, high: 0.2 }, rate: '1e6 record/day' };
  const { changes, lines } = compare(ranged, { ...ranged, title: 'under another name' });
  expect(changes).toEqual([]);
  for (const { difference } of lines) expect(difference).toEqual({ low: 0, expected: 0, high: 0 });
});

test('an old price is warned of, whichever scenario has it', () => {
  const old = 'more than a year old';
  expect(compare({}, {}).warnings).toEqual([]);
  for (const [first, second] of [
    [{}, { media: ['warehouse'] }],
    [{ media: ['warehouse'] }, {}],
  ] as const) {
    expect(compare(first, second).warnings).toContainEqual(expect.stringContaining(old));
  }
});

test('fields that differ are told as people write them', () => {
  const { changes } = compare(
    { retention: '2 week', replicas: 2 },
    { media: ['s3'], replicas: { low: 1, expected: 2, high: 3 } },
  );
  expect(changes).toEqual([
    { field: 'retention', first: '14 day', second: 'none' },
    { field: 'replicas', first: '2', second: '2 (1 to 3)' },
    { field: 'media', first: 'ram, s3', second: 's3' },
  ]);
});

describe('what only one of them has', () => {
  test('is told alone', () => {
    const { lineOf } = compare({}, { media: ['s3', 'ssd'], index: 'elias-fano' });
    expect(lineOf('ram.last')).toEqual({ line: 'ram.last', unit: 'USD', first: expect.anything() });
    expect(lineOf('ssd.last')).toEqual({ line: 'ssd.last', unit: 'USD', second: expect.anything() });
    expect(lineOf('index')).toEqual({ line: 'index', unit: 'B', second: expect.anything() });
    expect(lineOf('s3.last')?.difference?.expected).toBeGreaterThan(0);
  });

  test('and a sample that is unfit, is refused', async () => {
    const few = await sampleOf(19);
    const one = { scenario: parseScenario(BASE), book };
    expect(() => compareCosts(few, { first: one, second: one, nowMs: NOW_MS })).toThrow(
      expect.objectContaining({ code: 'SAMPLE_UNFIT' }),
    );
  });
});
