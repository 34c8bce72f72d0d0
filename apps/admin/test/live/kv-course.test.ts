import type { KvStats } from '@oremill/types';
import { expect, test } from 'vitest';
import { addStats, type KvCourse, kvRatesOf } from '../../src/live/kv-course.ts';

function statsAt(second: number, change: Partial<KvStats> = {}): KvStats {
  return {
    startedAt: '2026-11-23T11:00:00.000Z',
    now: new Date(Date.parse('2026-11-23T12:00:00.000Z') + second * 1000).toISOString(),
    connections: 1,
    commands: 0,
    hits: 0,
    misses: 0,
    receivedBytes: 0,
    sentBytes: 0,
    memoryBytes: 0,
    latencies: [],
    replication: { role: 'leader', followers: [] },
    hotKeys: [],
    ...change,
  };
}

function courseOf(...all: readonly KvStats[]): KvCourse {
  return all
    .slice(1)
    .reduce((known, stats) => addStats(known, stats), addStats(undefined, all[0] as KvStats));
}

test('rates are the differences of totals, by the time of the store', () => {
  const { samples } = courseOf(
    statsAt(0, { commands: 100, hits: 10, misses: 5, receivedBytes: 1000, sentBytes: 2000 }),
    statsAt(2, { commands: 300, hits: 30, misses: 5, receivedBytes: 5000, sentBytes: 2000 }),
  );
  expect(kvRatesOf(samples)).toEqual([
    {
      atMs: Date.parse('2026-11-23T12:00:02.000Z'),
      commands: 100,
      hits: 10,
      misses: 0,
      receivedBytes: 2000,
      sentBytes: 0,
    },
  ]);
});

test('no rate reaches across a restart, and one sample has none', () => {
  const restarted = { startedAt: '2026-11-23T12:00:01.000Z' };
  const { samples } = courseOf(
    statsAt(0, { commands: 900 }),
    statsAt(2, restarted),
    statsAt(4, { ...restarted, commands: 10 }),
  );
  expect(kvRatesOf(samples).map(({ commands }) => commands)).toEqual([5]);
  expect(kvRatesOf(samples.slice(0, 1))).toEqual([]);
});

test('an answer that was known already adds nothing, and what is older than 15 minutes goes', () => {
  const { samples } = courseOf(statsAt(0), statsAt(10), statsAt(10), statsAt(15 * 60 + 5));
  expect(samples.map(({ atMs }) => (atMs - Date.parse('2026-11-23T12:00:00.000Z')) / 1000)).toEqual([
    10, 905,
  ]);
});
