import { formatCount } from '@oremill/types';
import type { GroupShown, PairShown, Shown, SkippedHere, StepTrial, Trial } from '../trial/trial.ts';

/** Each phase of each step: how much came out of it, and the first few. */
export function describeTrial({ job, records, isWholeInput, steps, counters }: Trial): string {
  const counts = Object.entries(counters).flatMap(([group, names]) =>
    Object.entries(names).map(([name, count]) => `  ${group}/${name}  ${formatCount(count)}`),
  );
  return [
    `${job}, on ${isWholeInput ? 'all' : 'the first'} ${formatCount(records)} records of its input`,
    ...steps.flatMap((step, index) => ['', ...describeStep(step, index, steps.length)]),
    ...(counts.length === 0 ? [] : ['', 'counters', ...counts]),
  ].join('\n');
}

function describeStep(step: StepTrial, index: number, steps: number): string[] {
  const { kind, records, skipped, mapped, combined, groups, rows } = step;
  return [
    ...(steps === 1 && index === 0 ? [] : [`step ${index + 1}, ${kind}`]),
    ...section('records into map', records, (record) => record),
    ...(skipped.count === 0 ? [] : section('records skipped', skipped, describeSkipped)),
    ...section('pairs after map', mapped, describePair),
    ...section('pairs after combine', combined, describePair),
    ...section('keys into reduce', groups, describeGroup),
    ...section('rows out', rows, (row) => row),
  ];
}

function section<Item>(
  title: string,
  shown: Shown<Item> | undefined,
  describe: (item: Item) => string,
): string[] {
  if (shown === undefined) return [];
  const { count, first } = shown;
  const more = count - first.length;
  return [
    `${title}: ${formatCount(count)}`,
    ...first.map((item) => `  ${describe(item)}`),
    ...(more > 0 && first.length > 0 ? [`  … and ${formatCount(more)} more`] : []),
  ];
}

function describePair({ key, value }: PairShown): string {
  return `${key} → ${value}`;
}

function describeGroup({ key, pairs, values }: GroupShown): string {
  const more = pairs - values.length;
  return `${key} → ${values.join(', ')}${more > 0 ? `, … (${formatCount(pairs)} values)` : ''}`;
}

function describeSkipped({ file, offset, reason, thrownAt, text }: SkippedHere): string {
  const at = thrownAt === undefined ? '' : `, at ${thrownAt}`;
  const line =
    text === undefined ? '' : `: ${text.length > 100 ? `${text.slice(0, 100).toWellFormed()}…` : text}`;
  return `${file}:${offset}  ${reason}${at}${line}`;
}
