import type { Estimate, Interval, MediumEstimate } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { drawBreakEven } from '../../src/cli/draw-break-even.ts';
import { drawCourse } from '../../src/cli/draw-course.ts';

const exactly = (expected: number): Interval => ({ low: expected, expected, high: expected });

function medium(name: string, months: readonly number[], keep = 1, read = 0): MediumEstimate {
  return {
    medium: name,
    title: name,
    bytes: exactly(1),
    usdMonth: exactly(months.at(-1) ?? 0),
    usdTotal: exactly(1),
    months: months.map(exactly),
    record: { usdMonth: exactly(keep), usdRead: read },
    drivers: [],
    explanation: { label: name, unit: 'USD', value: 1 },
  };
}

function estimateOf(media: MediumEstimate[], months: Interval[]): Estimate {
  const [title, confidence, records] = ['test', 0.9, exactly(1)];
  const allMedia = { usdTotal: exactly(1), months };
  return { title, confidence, records, media, allMedia, breakEvens: [], warnings: [] };
}

describe('the cost over time', () => {
  test('stacks the media, and draws the interval of all of them beside', () => {
    const months = [7, 14].map((expected) => ({ low: expected - 2, expected, high: expected }));
    const chart = drawCourse(estimateOf([medium('ram', [3, 6]), medium('s3', [4, 8])], months));
    expect(chart.split('\n')).toEqual([
      'USD a month, all media',
      '        14 ┤  ▒│',
      '           ┤  ▒│',
      '           ┤  ▒',
      '           ┤  ▒',
      '        10 ┤  ▒',
      '           ┤  ▒',
      '           ┤  ▒',
      '           ┤▒│▒',
      '         6 ┤▒│█',
      '           ┤▒ █',
      '           ┤▒ █',
      '           ┤█ █',
      '         2 ┤█ █',
      '           ┤█ █',
      '         0 └────',
      '            1 2 month',
      '            █ ram  ▒ s3  │ 90 % of all',
    ]);
  });

  test('shows some of many months, the first and the last among them', () => {
    const costs = Array.from({ length: 120 }, (_, month) => month + 1);
    const chart = drawCourse(estimateOf([medium('ram', costs)], costs.map(exactly)));
    const [top = ''] = chart.split('\n').slice(1);
    expect(top.endsWith('█│')).toBe(true);
    expect(chart).toContain(`└${'─'.repeat(2 * 36)}\n`);
    expect(chart).toMatch(/ 1 {67}120 month\n/);
  });

  test('of what costs nothing, or has no price, breaks nothing', () => {
    expect(drawCourse(estimateOf([medium('ram', [0])], [exactly(0)]))).toContain('month');
    const { allMedia: _, ...unpriced } = estimateOf([], []);
    expect(drawCourse(unpriced)).toBe('');
  });
});

describe('the cost by how often records are read', () => {
  test('tells which medium is the cheapest, on either side of where they meet', () => {
    // They meet at a read every 730 hours: 2 USD less are 2 USD of reads.
    const media = [medium('ram', [1], 3), medium('s3', [1], 1, 2)];
    const secondsBetweenReads = exactly(730 * 3600);
    const chart = drawBreakEven({ media, breakEvens: [{ dear: 'ram', cheap: 's3', secondsBetweenReads }] });
    const lines = chart.split('\n');
    const cheapest =
      lines
        .find((line) => line.startsWith('  cheapest'))
        ?.trim()
        .split(/\s+/)[1] ?? '';
    expect(cheapest).toMatch(/^1+2+$/);
    expect(cheapest).toHaveLength(64);
    // From a minute to a year in even steps of the logarithm: month after the minute, of a year after it.
    const month = Math.log((730 * 3600) / 60) / Math.log((365 * 86_400) / 60);
    expect(cheapest.indexOf('2')).toBe(Math.ceil(month * 63));
    expect(lines[1]?.slice(0, 15)).toMatch(/8\.8e\+10 ┤2/);
    expect(lines.at(-1)?.trim()).toBe('1 ram  2 s3');
  });

  test('of no media is nothing, of one a line', () => {
    expect(drawBreakEven({ media: [], breakEvens: [] })).toBe('');
    expect(drawBreakEven({ media: [medium('ram', [1])], breakEvens: [] })).toContain('1'.repeat(64));
  });
});
