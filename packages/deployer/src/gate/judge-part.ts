import type { CodeFinding, GateVerdict, Measurement, Reason } from '@oremill/types';
import type { Change } from '../change/read-diff.ts';
import { isTouched, touchedCount, touchedLines } from '../change/touched.ts';
import { coverageOf } from '../measure/metrics.ts';
import {
  casesOf,
  duplicationsOf,
  findingsOf,
  newDuplications,
  newFailures,
  newFindings,
} from './new-since.ts';
import { missedReasons, reasonOfCase, reasonOfDuplication, reasonOfFinding } from './reasons.ts';

/** A figure of a part of the code, and what counts against the change. */
export interface Part {
  readonly value: number;
  readonly reasons: readonly Reason[];
  /** Of a share: of how many things it is. */
  readonly total?: number;
}

export interface PartOptions {
  readonly now: Measurement;
  readonly base?: Measurement | undefined;
  readonly change?: Change | undefined;
}

type Unknown = Extract<GateVerdict['state'], 'no-value' | 'no-baseline' | 'no-change'>;

/** The figure of the lines that were touched, or of what the base does not have; or why there is none. */
export function partOf(metric: string, of: 'changed' | 'new', options: PartOptions): Part | Unknown {
  return of === 'new' ? newPart(metric, options) : changedPart(metric, options);
}

function newPart(metric: string, { now, base, change }: PartOptions): Part | Unknown {
  if (now.metrics[metric] === undefined) return 'no-value';
  const [group, part = ''] = metric.split('.');
  const before = base?.reports ?? [];
  if (group === 'tests') {
    const known = casesOf(before);
    if (known === undefined) return 'no-baseline';
    const failures = newFailures(casesOf(now.reports) ?? [], known);
    return { value: failures.length, reasons: failures.map(reasonOfCase) };
  }
  if (group === 'duplication') {
    const known = duplicationsOf(before);
    if (known === undefined) return 'no-baseline';
    const found = newDuplications(duplicationsOf(now.reports) ?? [], known, change?.renames);
    return { value: found.length, reasons: found.map(reasonOfDuplication) };
  }
  const known = findingsOf(before);
  if (known === undefined) return 'no-baseline';
  const found = newFindings(findingsOf(now.reports) ?? [], known, change?.renames).filter(ofSeverity(part));
  return { value: found.length, reasons: found.map(reasonOfFinding) };
}

function changedPart(metric: string, { now, change }: PartOptions): Part | Unknown {
  const [group, part = ''] = metric.split('.');
  if (now.metrics[metric] === undefined) return 'no-value';
  if (change === undefined) return 'no-baseline';
  if (group === 'coverage') return coverageOfChange(now, change);
  if (group === 'findings') {
    const found = (findingsOf(now.reports) ?? []).filter(
      (finding) =>
        ofSeverity(part)(finding) && finding.place !== undefined && isTouched(change, finding.place),
    );
    return { value: found.length, reasons: found.map(reasonOfFinding) };
  }
  const touched = (duplicationsOf(now.reports) ?? [])
    .map((block) => ({
      block,
      lines: block.places.reduce((sum, place) => sum + touchedCount(change, place, block.lines), 0),
    }))
    .filter(({ lines }) => lines > 0);
  return {
    value: part === 'blocks' ? touched.length : touched.reduce((sum, { lines }) => sum + lines, 0),
    reasons: touched.map(({ block }) => reasonOfDuplication(block)),
  };
}

/** Of the lines that can be run. */
function coverageOfChange({ reports }: Measurement, change: Change): Part | 'no-change' {
  let covered = 0;
  let missed = 0;
  const reasons: Reason[] = [];
  for (const { file, coveredLines, missedLines } of coverageOf(reports)) {
    covered += touchedLines(change, file, coveredLines).length;
    const lines = touchedLines(change, file, missedLines);
    missed += lines.length;
    reasons.push(...missedReasons(file, lines));
  }
  const total = covered + missed;
  return total === 0 ? 'no-change' : { value: (100 * covered) / total, total, reasons };
}

function ofSeverity(part: string): (finding: CodeFinding) => boolean {
  return ({ severity }) => part === 'total' || part === severity;
}
