import { expect, test } from 'vitest';
import { Heard } from '../../src/streaming/heard.ts';

function hear(...lines: readonly string[]) {
  const status: string[] = [];
  const talk: string[] = [];
  const heard = new Heard(
    (words) => status.push(words),
    (line) => talk.push(line),
  );
  for (const line of lines) heard.hear(line);
  return { heard, status, talk };
}

test('counters are added up, the engine’s own for themselves', () => {
  const { heard, talk } = hear(
    'reporter:counter:words,long,2',
    'reporter:counter:words,long,-1',
    'reporter:counter:engine,records,5',
    'reporter:counter:engine,records,6',
  );
  expect(heard.counters.toCounters()).toEqual({ words: { long: 1 } });
  expect([heard.engine('records'), heard.engine('skipped'), talk]).toEqual([11, 0, []]);
});

test('status is told, and what only looks like a report is talk', () => {
  const { status, talk } = hear(
    'reporter:status:half, way',
    'reporter:counter:words,long,x',
    ' reporter:status:no',
  );
  expect(status).toEqual(['half, way']);
  expect(talk).toEqual(['reporter:counter:words,long,x', ' reporter:status:no']);
});

test('the words of a failure are kept apart, and the last lines are bounded', () => {
  const { heard, talk } = hear(
    ...Array.from({ length: 20 }, (_, index) => `line ${index} ${'x'.repeat(1000)}`),
    'error: it broke',
    'hint:  mend it',
    'code:  TASK_FAILED',
  );
  expect(heard.failure).toEqual({ error: 'it broke', hint: 'mend it', code: 'TASK_FAILED' });
  expect(talk).toHaveLength(20);
  expect(heard.lastLines).toHaveLength(10);
  expect(Math.max(...heard.lastLines.map((line) => line.length))).toBe(500);
});
