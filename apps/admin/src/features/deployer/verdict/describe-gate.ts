import { formatDuration, type GateVerdict } from '@oremill/types';

/** `coverage.lines of the lines that changed`: which figure, and of what part. */
export function nameGate({ metric, of }: Pick<GateVerdict, 'metric' | 'of'>): string {
  if (of === undefined) return metric;
  return `${metric} of ${of === 'changed' ? 'the lines that changed' : 'what is new'}`;
}

/** `coverage.lines is 78.4 %, and has to be at least 80 %.` */
export function describeGate(gate: GateVerdict): string {
  const { limit, metric, value } = gate;
  const name = nameGate(gate);
  if (value === undefined) return `${name} is not known: no report tells it.`;
  if (limit === undefined) return `${name} is ${formatFigure(metric, value)}.`;
  return `${name} is ${formatFigure(metric, value)}, and has to be ${boundOf(gate)}.`;
}

/** `at least 80 %`. */
export function boundOf({ isMoreBetter, limit, metric }: GateVerdict): string {
  return limit === undefined ? '' : `${isMoreBetter ? 'at least' : 'at most'} ${formatFigure(metric, limit)}`;
}

/** With the unit that its name tells. */
export function formatFigure(metric: string, value: number): string {
  if (metric.endsWith('.seconds')) return formatDuration(value * 1000);
  const number = value.toLocaleString('en', { maximumFractionDigits: 2 });
  return metric.startsWith('coverage.') ? `${number} %` : number;
}
