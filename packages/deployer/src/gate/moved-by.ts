import type { ToolReport } from '@oremill/types';
import { isFailure } from '../measure/metrics.ts';
import { testTitle } from './told-verdict.ts';

export const TOLD_MAX = 10;

/**
 * Which files, or tests, have made a figure worse since the base, the most first; where there is no base, which of them
 * make it what it is.
 */
export function movedBy(
  metric: string,
  now: readonly ToolReport[],
  base: readonly ToolReport[] = [],
): string[] {
  const before = weightsOf(metric, base);
  return [...weightsOf(metric, now)]
    .map(([name, weight]) => ({ name, more: weight - (before.get(name) ?? 0) }))
    .filter(({ more }) => more > 0)
    .sort((one, other) => other.more - one.more || (one.name < other.name ? -1 : 1))
    .slice(0, TOLD_MAX)
    .map(({ name, more }) => (more === 1 ? name : `${name} (${Number(more.toFixed(2))})`));
}

/** How much of the bad part of a figure each file or test is. */
function weightsOf(metric: string, reports: readonly ToolReport[]): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (name: string, weight: number): void => {
    if (weight > 0) weights.set(name, (weights.get(name) ?? 0) + weight);
  };
  const [group = '', part = ''] = metric.split('.');
  for (const report of reports) {
    switch (report.kind) {
      case 'tests':
        if (group !== 'tests') break;
        for (const test of report.cases) {
          const { outcome, isFlaky, seconds = 0 } = test;
          const isBad =
            (part === 'failed' && isFailure(test)) ||
            (part === 'quarantined' && test.isQuarantined === true) ||
            (part === 'skipped' && outcome === 'skipped') ||
            (part === 'flaky' && isFlaky);
          add(testTitle(test), part === 'seconds' ? seconds : Number(isBad));
        }
        break;
      case 'coverage':
        if (group !== 'coverage') break;
        for (const { file, lines, branches } of report.files) {
          const { total, covered } = part === 'branches' ? branches : lines;
          add(file, total - covered);
        }
        break;
      case 'findings':
        if (group !== 'findings') break;
        for (const { severity, rule, place } of report.findings) {
          if (part === 'total' || part === severity) add(`${place?.file ?? ''} ${rule}`.trim(), 1);
        }
        break;
      case 'duplication':
        if (group !== 'duplication') break;
        for (const { lines, places } of report.duplications) {
          const files = places.map(({ file }) => file);
          add([...new Set(files)].join(' and '), part === 'blocks' ? 1 : lines * (places.length - 1));
        }
        break;
      case 'size':
        if (group !== 'size') break;
        for (const { file, code } of report.files) add(file, part === 'code' ? code : 1);
    }
  }
  return weights;
}
