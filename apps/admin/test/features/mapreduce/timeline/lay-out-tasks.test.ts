import { expect, test } from 'vitest';
import { layOutTasks } from '../../../../src/features/mapreduce/timeline/lay-out-tasks.ts';
import { makeTask } from '../../../fixtures/tasks.ts';

const AREA = { workers: 2, spanMs: 1000, widthPx: 500 };

test('each worker has a lane, in order, also one that has finished nothing', () => {
  const first = makeTask({ worker: 1, startedMs: 0, endedMs: 400 });
  const second = makeTask({ worker: 1, startedMs: 400, endedMs: 1000, index: 1 });
  expect(layOutTasks([second, first], AREA)).toEqual([
    { worker: 0, bars: [] },
    {
      worker: 1,
      bars: [
        { step: 1, kind: 'map', x: 0, width: 200, startedMs: 0, endedMs: 400, tasks: [first] },
        { step: 1, kind: 'map', x: 200, width: 300, startedMs: 400, endedMs: 1000, tasks: [second] },
      ],
    },
  ]);
});

test('a worker beyond the expected ones has a lane too', () => {
  expect(layOutTasks([makeTask({ worker: 7 })], AREA).map(({ worker }) => worker)).toEqual([0, 1, 7]);
});

test('tasks too short to be seen are drawn together, but not those of another phase or step', () => {
  const short = Array.from({ length: 6 }, (_, index) =>
    makeTask({ index, startedMs: index, endedMs: index + 1, kind: index < 4 ? 'map' : 'reduce' }),
  );
  const [lane] = layOutTasks(short, { ...AREA, workers: 1 });
  expect(lane?.bars.map(({ kind, tasks }) => [kind, tasks.length])).toEqual([
    ['map', 4],
    ['reduce', 2],
  ]);
  expect(lane?.bars[0]).toMatchObject({ startedMs: 0, endedMs: 4 });
});

test('however many tasks there are, the bars are bounded and no task is lost', () => {
  const workers = 64;
  const tasks = Array.from({ length: 20_000 }, (_, index) => {
    const startedMs = Math.floor(index / workers) * 3;
    return makeTask({ index, worker: index % workers, startedMs, endedMs: startedMs + 3 });
  });
  const lanes = layOutTasks(tasks, { workers, spanMs: 940, widthPx: 1200 });
  const bars = lanes.flatMap((lane) => lane.bars);
  expect(bars.length).toBeLessThanOrEqual(2_000);
  expect(bars.reduce((sum, bar) => sum + bar.tasks.length, 0)).toBe(20_000);
});

test('a page without width yet draws nothing wrong', () => {
  const [lane] = layOutTasks([makeTask()], { workers: 1, spanMs: 0, widthPx: 0 });
  expect(lane?.bars.every(({ x, width }) => Number.isFinite(x) && width > 0)).toBe(true);
});
