import type { Figure, Target, WorkResult } from './bench.ts';
import { medianOf } from './median.ts';

export interface Judgement {
  readonly work: string;
  readonly ours: string;
  /** Of a bound, nobody. */
  readonly peer: string | undefined;
  readonly figure: Figure;
  readonly target: string;
  /** Undefined where ours or the peer was not measured. */
  readonly reached: { readonly value: number; readonly text: string; readonly isEnough: boolean } | undefined;
}

/** What a result says about each of its targets, by medians. */
export function judgeTargets(result: WorkResult): Judgement[] {
  return result.work.targets.map((target) => judge(target, result));
}

function judge(target: Target, { work, contenders }: WorkResult): Judgement {
  const figure = work.figures.find(({ name }) => name === target.figure);
  if (!figure) throw new Error(`${work.name}: a target speaks of ${target.figure}, which is not measured`);
  const median = (name: string) => {
    const contender = contenders.find((each) => each.name === name);
    if (!contender) throw new Error(`${work.name}: a target speaks of ${name}, which is no contender`);
    return medianOf(contender.measurements.flatMap((figures) => figures[figure.name] ?? []));
  };
  const ours = median(target.ours);
  const common = { work: work.name, ours: target.ours, figure };
  if (target.kind === 'bound') {
    const text = `${formatFigure(ours)} ${figure.unit}`;
    const reached = { value: ours, text, isEnough: ours <= target.atMost };
    const bound = `≤ ${target.atMost} ${figure.unit}`;
    return { ...common, peer: undefined, target: bound, reached: Number.isNaN(ours) ? undefined : reached };
  }
  const theirs = median(target.against);
  const isTimes = target.kind === 'times';
  const value = isTimes && figure.better === 'less' ? theirs / ours : ours / theirs;
  const isEnough = isTimes ? value >= target.atLeast : value <= target.atMost;
  return {
    ...common,
    peer: target.against,
    target: isTimes ? `≥ ${target.atLeast}×` : `≤ ${target.atMost}×`,
    reached: Number.isNaN(value) ? undefined : { value, text: `${formatFigure(value)}×`, isEnough },
  };
}

/** Three digits, or all that are left of the point. */
export function formatFigure(value: number): string {
  if (Number.isNaN(value)) return '–';
  const magnitude = Math.abs(value);
  if (magnitude >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(magnitude >= 10 ? 1 : magnitude >= 0.1 ? 2 : 4);
}
