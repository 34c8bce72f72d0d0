import { type Finding, formatBytes, formatCount, formatDuration, formatShare } from '@oremill/types';
import type { Facts, TaskFact } from './facts.ts';

const KEY_SHARE_MUCH = 0.2;
const PAIRS_MIN = 10_000;
const ROWS_RATIO_MUCH = 4;
const ROWS_MIN = 10_000;
const STRAGGLER_RATIO = 4;
const STRAGGLER_MS_MIN = 2000;
const SMALL_FILE_BYTES = 256 * 1024;
const SMALL_FILES_MANY = 1000;
const IDLE_MS_MIN = 2000;

/** One key has so many pairs that its reducer works while the others wait. */
export function judgeKeys({ execution: { steps } }: Facts): Finding[] {
  return steps.flatMap(({ largestGroup, spilledPairs }, index): Finding[] => {
    if (largestGroup === undefined || largestGroup.pairs < PAIRS_MIN) return [];
    const share = largestGroup.pairs / Math.max(spilledPairs, largestGroup.pairs);
    if (share < KEY_SHARE_MUCH) return [];
    return [
      {
        level: 'warning',
        title: `One key of step ${index + 1} has ${formatShare(share)} of the pairs`,
        detail: `The key ${largestGroup.key} has ${formatCount(largestGroup.pairs)} of ${formatCount(spilledPairs)} pairs, and one reducer does all of them.`,
        hint: 'Add a combiner; or make the key finer and add a step that puts its parts together; or leave the key out when it says nothing (empty, unknown).',
      },
    ];
  });
}

/** One part has far more rows than the middle one. */
export function judgeParts({ execution: { steps } }: Facts): Finding[] {
  return steps.flatMap(({ rowsMax, rowsMedian, reduceTasks }, index): Finding[] => {
    if (reduceTasks < 3 || rowsMax < ROWS_MIN || rowsMax < Math.max(1, rowsMedian) * ROWS_RATIO_MUCH)
      return [];
    return [
      {
        level: 'warning',
        title: `The parts of step ${index + 1} are uneven`,
        detail: `The largest has ${formatCount(rowsMax)} rows, the middle one ${formatCount(rowsMedian)}.`,
        hint: 'Look at what the partitioner goes by. With more --partitions a large key hinders fewer others.',
      },
    ];
  });
}

/** A task that ran on when all others like it were done. */
export function judgeStragglers({ tasks }: Facts): Finding[] {
  return [...groupByPhase(tasks)].flatMap(([phase, group]): Finding[] => {
    const times = group.map(durationMs).sort((a, b) => a - b);
    const medianMs = times[times.length >> 1] ?? 0;
    const slowest = group.reduce((a, b) => (durationMs(b) > durationMs(a) ? b : a));
    const slowestMs = durationMs(slowest);
    if (group.length < 4 || slowestMs < STRAGGLER_MS_MIN || slowestMs < medianMs * STRAGGLER_RATIO) return [];
    return [
      {
        level: 'warning',
        title: `One ${slowest.kind} task took much longer than the others`,
        detail: `${phase}, task ${slowest.index}: ${formatDuration(slowestMs)} for ${formatCount(slowest.records)} ${slowest.kind === 'map' ? 'records' : 'rows'} (${formatBytes(slowest.bytes)}), against ${formatDuration(medianMs)} in the middle of ${formatCount(group.length)}.`,
        hint:
          slowest.kind === 'map'
            ? 'A compressed file is one task: cut it into several, or store it plain. Else look at the records of that split.'
            : 'One partition has more to do: see the largest key.',
      },
    ];
  });
}

/** Tasks that failed and were done again. */
export function judgeRetries({ execution: { steps }, tasks }: Facts): Finding[] {
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  const again = tasks
    .filter(({ attempt }) => attempt > 1)
    .map(({ step, kind, index }) => `step ${step} ${kind} ${index}`);
  // A task that fails each time is the failure itself, which is explained already.
  if (retries === 0 || again.length === 0) return [];
  return [
    {
      level: 'warning',
      title:
        retries === 1
          ? '1 task failed and was done again'
          : `${formatCount(retries)} tasks failed and were done again`,
      detail: `Succeeded on a fresh worker: ${again.slice(0, 10).join(', ')}${again.length > 10 ? ' …' : ''}.`,
      hint: 'What fails only sometimes depends on something outside its record: memory, the clock, chance, the network.',
    },
  ];
}

/** So many small files that opening them is the work; or so few tasks that workers have none. */
export function judgeTaskCount({ execution, tasks }: Facts): Finding[] {
  const first = execution.steps[0];
  if (first === undefined) return [];
  const { mapTasks, inputBytes } = first;
  if (mapTasks >= SMALL_FILES_MANY && inputBytes / mapTasks < SMALL_FILE_BYTES) {
    return [
      {
        level: 'info',
        title: 'The input is in many small files',
        detail: `${formatCount(mapTasks)} files of ${formatBytes(inputBytes / mapTasks)} on average, each a task of its own.`,
        hint: 'Join them before: the work of a task is worth it from about 1 MiB on.',
      },
    ];
  }
  const mapped = tasks.filter(({ step, kind }) => step === 1 && kind === 'map');
  const mappedMs = mapped.reduce((sum, task) => sum + durationMs(task), 0);
  if (mapTasks >= execution.workers || mapped.length < mapTasks || mappedMs < IDLE_MS_MIN) return [];
  return [
    {
      level: 'info',
      title: 'Workers had nothing to map',
      detail: `The input was ${mapTasks === 1 ? 'one task' : `${mapTasks} tasks`} for ${execution.workers} workers, and took ${formatDuration(mappedMs)}.`,
      hint: 'A compressed file cannot be divided: cut it into several, or store it plain.',
    },
  ];
}

function groupByPhase(tasks: readonly TaskFact[]): Map<string, TaskFact[]> {
  return Map.groupBy(tasks, ({ step, kind }) => `Step ${step}, ${kind}`);
}

function durationMs({ startedMs, endedMs }: TaskFact): number {
  return endedMs - startedMs;
}
