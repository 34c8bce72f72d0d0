import { expect, test } from 'vitest';
import { findRunning } from '../../../src/features/overview/find-running.ts';
import { makeExecution } from '../../fixtures/execution.ts';

test('listed and heard of together, each in its newest state, without the ended', () => {
  const first = makeExecution({ id: '01jdaaaaaa0000000000' });
  const second = makeExecution({ id: '01jdbbbbbb0000000000' });
  const heard = [
    { ...first, state: 'succeeded' as const },
    makeExecution({ id: second.id, progress: { elapsedMs: 5 } }),
    makeExecution({ id: '01jdcccccc0000000000' }),
  ];
  const running = findRunning([first, second], new Map(heard.map((execution) => [execution.id, execution])));
  expect(running.map(({ id, progress }) => [id.slice(4, 10), progress.elapsedMs])).toEqual([
    ['cccccc', 0],
    ['bbbbbb', 5],
  ]);
});
