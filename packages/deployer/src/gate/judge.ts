import type { Best, Gate, GateVerdict, Measurement, Verdict } from '@oremill/types';
import type { Change } from '../change/read-diff.ts';
import { isMoreBetter } from '../measure/more-is-better.ts';
import { changeToPass, partToPass } from './change-to-pass.ts';
import { partOf } from './judge-part.ts';
import { movedBy, TOLD_MAX } from './moved-by.ts';
import { REASONS_MAX, reasonsOf } from './reasons.ts';

export interface JudgeOptions {
  readonly gates: readonly Gate[];
  /** Of the commit that is judged. */
  readonly now: Measurement;
  /** Of the commit that it started from; undefined where nobody has measured that one. */
  readonly base?: Measurement | undefined;
  /** The commit that it started from, where the base is an ancestor of that, which was not measured. */
  readonly wanted?: string | undefined;
  readonly best?: Best | undefined;
  /** Lines that it has touched. */
  readonly change?: Change | undefined;
}

/** Compares what was measured with each gate, and explains itself. It fails when a gate fails, or its figure is missing. */
export function judge(options: JudgeOptions): Verdict {
  const gates = options.gates.map((gate) => judgeGate(gate, options));
  const hasFailed = gates.some(({ state }) => state === 'failed' || state === 'no-value');
  return { outcome: hasFailed ? 'failed' : 'passed', gates };
}

function judgeGate(gate: Gate, options: JudgeOptions): GateVerdict {
  if ('of' in gate && gate.of !== undefined) return judgePart(gate, gate.of, options);
  const { now, base, change } = options;
  const { metric } = gate;
  const value = now.metrics[metric];
  const better = 'atLeast' in gate || (!('atMost' in gate) && isMoreBetter(metric));
  const baseline = 'against' in gate ? baselineOf(gate.against, metric, options) : undefined;
  const told = {
    metric,
    isMoreBetter: better,
    movedBy: [],
    reasons: [],
    ...(value === undefined ? {} : { value }),
    ...(baseline === undefined ? {} : { baseline }),
  };
  if (value === undefined) return { ...told, state: 'no-value' };
  const limit = limitOf(gate, baseline?.value, better);
  if (limit === undefined) return { ...told, state: 'no-baseline' };
  if (isWithin(value, limit, better)) return { ...told, limit, state: 'passed' };
  return {
    ...told,
    limit,
    state: 'failed',
    movedBy: movedBy(metric, now.reports, base?.reports),
    reasons: reasonsOf(metric, now, base, change).slice(0, REASONS_MAX),
    ...changeToPass(metric, limit, now),
  };
}

/** Of a part there is no baseline: what it has is what the change has brought. */
function judgePart(
  gate: Exclude<Gate, { against: unknown }>,
  of: 'changed' | 'new',
  options: JudgeOptions,
): GateVerdict {
  const { metric } = gate;
  const better = 'atLeast' in gate;
  const limit = 'atLeast' in gate ? gate.atLeast : gate.atMost;
  const part = partOf(metric, of, options);
  const told = { metric, of, limit, isMoreBetter: better, movedBy: [], reasons: [] };
  if (typeof part === 'string') return { ...told, state: part };
  const { value, reasons } = part;
  if (isWithin(value, limit, better)) return { ...told, value, state: 'passed' };
  const files = reasons.flatMap(({ place }) => place?.file ?? []);
  return {
    ...told,
    value,
    state: 'failed',
    movedBy: [...new Set(files)].slice(0, TOLD_MAX),
    reasons: reasons.slice(0, REASONS_MAX),
    ...partToPass(metric, of, limit, part),
  };
}

function isWithin(value: number, limit: number, isMore: boolean): boolean {
  return isMore ? value >= limit : value <= limit;
}

function baselineOf(
  of: 'base' | 'best',
  metric: string,
  { base, best, wanted }: JudgeOptions,
): GateVerdict['baseline'] {
  const found = of === 'best' ? best?.[metric] : { value: base?.metrics[metric], commit: base?.commit };
  if (found?.value === undefined) return undefined;
  return {
    of,
    value: found.value,
    ...(found.commit === undefined ? {} : { commit: found.commit }),
    ...(of === 'best' || wanted === undefined ? {} : { wanted }),
  };
}

function limitOf(gate: Gate, baseline: number | undefined, better: boolean): number | undefined {
  if ('atLeast' in gate) return gate.atLeast;
  if ('atMost' in gate) return gate.atMost;
  if (baseline === undefined) return undefined;
  return better ? baseline - gate.tolerance : baseline + gate.tolerance;
}

/** What is the best after this commit: a value that is as good as before stays who set it first. */
export function raiseBest(gates: readonly Gate[], best: Best, { metrics, commit }: Measurement): Best {
  const raised = { ...best };
  for (const gate of gates) {
    const value = metrics[gate.metric];
    if (!('against' in gate) || gate.against !== 'best' || value === undefined) continue;
    const before = best[gate.metric];
    const isBetter =
      before === undefined || (isMoreBetter(gate.metric) ? value > before.value : value < before.value);
    if (isBetter) raised[gate.metric] = { value, ...(commit === undefined ? {} : { commit }) };
  }
  return raised;
}
