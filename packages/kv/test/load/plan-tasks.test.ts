import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderTasks, planTasks } from '../../src/load/plan-tasks.ts';
import type { Source } from '../../src/load/source.ts';

const MIB = 2 ** 20;

function source(name: string, change: Partial<Source> = {}): Source {
  return {
    name,
    place: { kind: 'file', path: name },
    bytes: 1,
    version: '1',
    isCompressed: false,
    format: { isEscaped: false, keyColumn: 0 },
    sha256: undefined,
    ...change,
  };
}

test('a file is cut into ranges that follow each other and cover it, none smaller than told', () => {
  fc.assert(
    fc.property(fc.nat(1000 * MIB), fc.integer({ min: 1, max: 16 }), (bytes, workers) => {
      const tasks = planTasks([source('a', { bytes })], workers);
      expect(tasks.map(({ ordinal }) => ordinal)).toEqual(tasks.map((_, index) => index));
      let end = 0;
      for (const { range } of tasks) {
        expect(range?.start).toBe(end);
        end = range?.end ?? -1;
      }
      expect(end).toBe(bytes);
      if (tasks.length > 1) expect(bytes / tasks.length).toBeGreaterThan(2 * MIB);
      expect(bytes / tasks.length).toBeLessThanOrEqual(64 * MIB);
    }),
  );
});

test('what is compressed, checked, an object or a stream is not cut, and its place is kept', () => {
  const sources = [
    source('plain', { bytes: 20 * MIB }),
    source('compressed', { bytes: 20 * MIB, isCompressed: true }),
    source('checked', { bytes: 30 * MIB, sha256: '0' }),
    source('object', { bytes: 20 * MIB, place: { kind: 'object', uri: 's3://mill/a' } }),
    source('stdin', { bytes: undefined, place: { kind: 'stdin' } }),
  ];
  const tasks = planTasks(sources, 1, 10 * MIB);
  expect(tasks.map((task) => [task.source.name, task.range])).toEqual([
    ['plain', { start: 0, end: 10 * MIB }],
    ['plain', { start: 10 * MIB, end: 20 * MIB }],
    ['compressed', undefined],
    ['checked', { start: 0, end: 30 * MIB }],
    ['object', undefined],
    ['stdin', undefined],
  ]);
});

test('what cannot be cut is begun first, streams and large ones before others, and ranges in order', () => {
  const sources = [
    source('plain', { bytes: 20 * MIB }),
    source('small', { bytes: 1, isCompressed: true }),
    source('large', { bytes: 2, isCompressed: true }),
    source('stdin', { bytes: undefined, place: { kind: 'stdin' } }),
    source('small too', { bytes: 1, isCompressed: true }),
  ];
  const order = orderTasks(planTasks(sources, 1, 10 * MIB));
  expect(order.map((task) => task.source.name)).toEqual([
    'stdin',
    'large',
    'small',
    'small too',
    'plain',
    'plain',
  ]);
  expect(order.map(({ ordinal }) => ordinal)).toEqual([4, 3, 2, 5, 0, 1]);
});
