import { formatBytes, formatCount, formatDuration, type StepReport } from '@oremill/types';

/** What each step of an execution did, and where its time went. */
export function describeSteps(steps: readonly StepReport[]): string[] {
  return steps.flatMap((step, index) => [
    '',
    `step ${index + 1} of ${steps.length}, ${step.kind}`,
    ...(
      [
        ['data', describeData(step)],
        ['tasks', describeTasks(step)],
        ['time', describeTime(step)],
        ['work', describeWork(step)],
        ['skew', describeSkew(step)],
      ] as const
    ).flatMap(([name, words]) => (words === undefined ? [] : [`  ${name.padEnd(5)}  ${words}`])),
  ]);
}

function describeData(step: StepReport): string {
  const { records, skipped, inputBytesDone, emitted, spilledPairs, spilledBytes, groups, rows, outputBytes } =
    step;
  const combined = spilledPairs < emitted ? `, ${formatCount(spilledPairs)} after combining` : '';
  return [
    `${formatCount(records)} records (${formatBytes(inputBytesDone)}${skipped === 0 ? '' : `, ${formatCount(skipped)} skipped`})`,
    ...(step.kind === 'map'
      ? []
      : [`${formatCount(emitted)} pairs${combined} (${formatBytes(spilledBytes)})`]),
    // Where pairs are copied nobody counts keys.
    ...(groups === 0 ? [] : [`${formatCount(groups)} keys`]),
    `${formatCount(rows)} rows (${formatBytes(outputBytes)})`,
  ].join(' → ');
}

function describeTasks(step: StepReport): string {
  const { mapTasks, mapTasksDone, reduceTasks, reduceTasksDone, retries } = step;
  return [
    `map ${done(mapTasksDone, mapTasks)}`,
    ...(reduceTasks === 0 ? [] : [`reduce ${done(reduceTasksDone, reduceTasks)}`]),
    ...(retries === 0 ? [] : [`${formatCount(retries)} done again after a failure`]),
  ].join(', ');
}

function done(some: number, all: number): string {
  return some === all ? formatCount(all) : `${formatCount(some)} of ${formatCount(all)}`;
}

/** As the clock on the wall goes. */
function describeTime({ startedMs, mapEndedMs, endedMs, kind }: StepReport): string | undefined {
  if (startedMs === undefined || mapEndedMs === undefined) return undefined;
  const map = `map ${formatDuration(mapEndedMs - startedMs)}`;
  if (kind === 'map' || endedMs === undefined) return map;
  return `${map}, reduce ${formatDuration(endedMs - mapEndedMs)}`;
}

/** Of all workers together. */
function describeWork({ work }: StepReport): string {
  const phases = Object.entries(work).filter(([, ms]) => ms >= 0.5);
  if (phases.length === 0) return 'less than a millisecond';
  return phases.map(([name, ms]) => `${name.slice(0, -'Ms'.length)} ${formatDuration(ms)}`).join(', ');
}

function describeSkew({ largestGroup, rowsMax, rowsMedian, reduceTasks }: StepReport): string | undefined {
  if (reduceTasks === 0) return undefined;
  const parts = `largest part ${formatCount(rowsMax)} rows, middle one ${formatCount(rowsMedian)}`;
  // Of keys with one pair each, none is the largest.
  if (largestGroup === undefined || largestGroup.pairs === 1) return parts;
  return `largest key ${largestGroup.key} with ${formatCount(largestGroup.pairs)} pairs; ${parts}`;
}
