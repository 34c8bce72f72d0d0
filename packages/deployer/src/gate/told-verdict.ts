import type { GateVerdict, Reason, TestId } from '@oremill/types';

/** What a state of a gate means, for people. */
export const STATE_WORDS: Readonly<Record<GateVerdict['state'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  'no-value': 'FAILED: no report tells it',
  'no-baseline': 'nothing to compare with yet',
  'no-change': 'no such line was touched',
};

/** A figure with its unit. */
export function showMetric(name: string, value: number): string {
  if (name.startsWith('coverage.')) return `${value.toFixed(2)} %`;
  return name.endsWith('.seconds') ? `${value.toFixed(2)} s` : value.toLocaleString('en-US');
}

/** The figure, and of which part of the code. */
export function showName({ metric, of }: Pick<GateVerdict, 'metric' | 'of'>): string {
  if (of === undefined) return metric;
  return `${metric}, ${of === 'new' ? 'new' : 'changed lines'}`;
}

export function showValue({ metric, value }: GateVerdict): string {
  return value === undefined ? '–' : showMetric(metric, value);
}

export function showLimit({ metric, isMoreBetter, limit }: GateVerdict): string {
  return limit === undefined ? '–' : `${isMoreBetter ? '≥' : '≤'} ${showMetric(metric, limit)}`;
}

/** With the commit that set it, and the one that was wanted where that was not measured. */
export function showBaseline({ metric, baseline }: GateVerdict): string {
  if (baseline === undefined) return '';
  const { of, value, commit, wanted } = baseline;
  const at = commit === undefined ? '' : ` of ${commit.slice(0, 12)}`;
  return `${of} ${showMetric(metric, value)}${at}${wanted === undefined ? '' : ` (${wanted.slice(0, 12)} was not measured)`}`;
}

/** `file:line:column`, as far as it is known. */
export function placeText({ file, line, column }: NonNullable<Reason['place']>): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

export function testTitle({ suite, name }: TestId): string {
  return suite === '' ? name : `${suite} › ${name}`;
}
