import {
  type Finding,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  type StepReport,
} from '@oremill/types';
import type { Facts } from './facts.ts';

/** Less work than this is not worth a word about speed. */
const WORK_MS_MIN = 2000;
const SPILLS_MANY = 4;
const COMBINED_LITTLE = 0.9;
const PAIRS_PER_GROUP_MANY = 10;
const PAIRS_MIN = 100_000;
const MAP_SHARE_MUCH = 0.6;
/** One worker with declared fields reads more than this, bytes a second. */
const MAP_RATE_SLOW = 150e6;

/** Pairs that did not fit into memory were written and merged again. */
export function judgeSpills({ execution, tasks }: Facts): Finding[] {
  const mapTasks = tasks.filter(({ kind }) => kind === 'map');
  const several = mapTasks.filter(({ spills }) => spills >= SPILLS_MANY);
  if (several.length === 0) return [];
  const most = Math.max(...several.map(({ spills }) => spills));
  const bytes = execution.steps.reduce((sum, step) => sum + step.spilledBytes, 0);
  const bound = execution.memoryBytes;
  return [
    {
      level: 'info',
      title: 'Pairs did not fit into memory',
      detail: `${formatCount(several.length)} of ${formatCount(mapTasks.length)} map tasks wrote ${SPILLS_MANY} or more sorted runs each, up to ${most}; ${formatBytes(bytes)} in all${bound === undefined ? '' : `, with ${formatBytes(bound)} of memory`}.`,
      hint: 'Raise --memory, or emit less: a combiner, shorter keys, fewer fields.',
    },
  ];
}

/** A combiner that does nothing but cost, and one that is missing. */
export function judgeCombiners({ execution }: Facts): Finding[] {
  return execution.steps.flatMap((step, index): Finding[] => {
    const { emitted, spilledPairs, groups, work } = step;
    if (emitted < PAIRS_MIN) return [];
    if (work.combineMs > 0 && spilledPairs > emitted * COMBINED_LITTLE) {
      return [
        {
          level: 'info',
          title: `The combiner of step ${index + 1} combines next to nothing`,
          detail: `${formatCount(spilledPairs)} of ${formatCount(emitted)} pairs were left after it, for ${formatDuration(work.combineMs)} of work.`,
          hint: 'Leave it out.',
        },
      ];
    }
    if (
      work.combineMs === 0 &&
      spilledPairs === emitted &&
      groups > 0 &&
      emitted / groups >= PAIRS_PER_GROUP_MANY
    ) {
      return [
        {
          level: 'info',
          title: `A combiner would help in step ${index + 1}`,
          detail: `${formatCount(emitted)} pairs were sorted for ${formatCount(groups)} keys, ${formatCount(Math.round(emitted / groups))} each.`,
          hint: 'If the reducer adds up, or takes the largest or the first few, do the same in a combiner; `sum` is built in.',
        },
      ];
    }
    return [];
  });
}

/** Most of the time goes into reading, parsing and the mapper, and slowly. */
export function judgeMappers({ execution }: Facts): Finding[] {
  return execution.steps.flatMap((step, index): Finding[] => {
    const { work, inputBytesDone, records } = step;
    const workMs = totalMs(step);
    if (workMs < WORK_MS_MIN || work.mapMs < workMs * MAP_SHARE_MUCH) return [];
    const bytesPerSecond = (inputBytesDone / work.mapMs) * 1000;
    if (bytesPerSecond >= MAP_RATE_SLOW) return [];
    return [
      {
        level: 'info',
        title: `Step ${index + 1} spends ${formatShare(work.mapMs / workMs)} of its work in parsing and the mapper`,
        detail: `${formatDuration(work.mapMs)} for ${formatCount(records)} records: ${formatRate(bytesPerSecond)} of the input as it is stored, a worker.`,
        hint: 'If the records are JSON and the job parses them whole, declare the fields that it reads: input: jsonLines(z.object({ … })). A profile shows the rest: mapreduce run … --profile <folder>',
      },
    ];
  });
}

function totalMs({ work }: StepReport): number {
  return Object.values(work).reduce((sum, ms) => sum + ms, 0);
}
