import { expect, test } from 'vitest';
import { Reporter } from '../../src/streaming/reporter.ts';

test('tells by how much counters have grown, in names that Hadoop can read', () => {
  const told: string[] = [];
  const reporter = new Reporter((line) => told.push(line));
  reporter.report({ words: { 'long, very': 2, none: 0 }, 'two\nlines': { a: 1 } });
  reporter.report({ words: { 'long, very': 2, none: 3 }, 'two\nlines': { a: 5 } });
  expect(told).toEqual([
    'reporter:counter:words,long; very,2',
    'reporter:counter:two lines,a,1',
    'reporter:counter:words,none,3',
    'reporter:counter:two lines,a,4',
  ]);
});

test('a status is one line', () => {
  const told: string[] = [];
  new Reporter((line) => told.push(line)).status('half way,\r\nor more');
  expect(told).toEqual(['reporter:status:half way, or more']);
});
