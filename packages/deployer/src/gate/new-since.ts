import type { CodeFinding, Duplication, TestCase, ToolReport } from '@oremill/types';
import type { Change } from '../change/read-diff.ts';
import { hasFailed, isFailure } from '../measure/metrics.ts';

type Renames = Change['renames'];
const NONE: Renames = new Map();

/** Ways in which something is known again, at most. */
const LEVELS = 4;

/** Reports of this kind, all of their items; nothing where no report tells. */
export function findingsOf(reports: readonly ToolReport[]): CodeFinding[] | undefined {
  const own = reports.filter((report) => report.kind === 'findings');
  return own.length === 0 ? undefined : own.flatMap(({ findings }) => findings);
}

export function duplicationsOf(reports: readonly ToolReport[]): Duplication[] | undefined {
  const own = reports.filter((report) => report.kind === 'duplication');
  return own.length === 0 ? undefined : own.flatMap(({ duplications }) => duplications);
}

export function casesOf(reports: readonly ToolReport[]): TestCase[] | undefined {
  const own = reports.filter((report) => report.kind === 'tests');
  return own.length === 0 ? undefined : own.flatMap(({ cases }) => cases);
}

/**
 * Findings that the base does not have. One is known again by its rule and the code around it, then by its line alone, in
 * another file, and at last by what it says; each finding of the base is found again once.
 */
export function newFindings(
  now: readonly CodeFinding[],
  base: readonly CodeFinding[],
  renames: Renames = NONE,
): CodeFinding[] {
  const fileOf = (finding: CodeFinding) => finding.place?.file ?? '';
  return withoutKnown(now, base, (finding, isNow) => {
    const { tool, rule, message, context } = finding;
    const file = isNow ? (renames.get(fileOf(finding)) ?? fileOf(finding)) : fileOf(finding);
    return [
      context && [tool, rule, file, context.around],
      context && [tool, rule, file, context.line],
      context && [tool, rule, context.around],
      [tool, rule, file, message],
    ];
  });
}

/** Blocks of equal code that the base does not have, by their code; else by their files and their length. */
export function newDuplications(
  now: readonly Duplication[],
  base: readonly Duplication[],
  renames: Renames = NONE,
): Duplication[] {
  return withoutKnown(now, base, ({ lines, places, context }, isNow) => {
    const files = places.map(({ file }) => (isNow ? (renames.get(file) ?? file) : file)).sort();
    return [context === undefined ? [lines, ...files] : [context, places.length]];
  });
}

/** Tests that fail now and did not at the base: those that are new, too. */
export function newFailures(now: readonly TestCase[], base: readonly TestCase[]): TestCase[] {
  return withoutKnown(now.filter(isFailure), base.filter(hasFailed), ({ suite, name }) => [[suite, name]]);
}

type Key = readonly (string | number)[] | undefined;

/**
 * What is left of `now` when each item of `base` has taken away one that is like it: first by the first key of both, and so
 * on.
 */
function withoutKnown<Item>(
  now: readonly Item[],
  base: readonly Item[],
  keysOf: (item: Item, isNow: boolean) => readonly Key[],
): Item[] {
  let left = now.map((item) => ({ item, keys: keysOf(item, true).map(textOf) }));
  let known = base.map((item) => keysOf(item, false).map(textOf));
  for (let level = 0; level < LEVELS; level += 1) {
    const counts = new Map<string, number>();
    for (const keys of known) {
      const key = keys[level];
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const taken = new Map<string, number>();
    left = left.filter(({ keys }) => {
      const key = keys[level];
      const count = key === undefined ? 0 : (taken.get(key) ?? 0);
      if (key === undefined || count >= (counts.get(key) ?? 0)) return true;
      taken.set(key, count + 1);
      return false;
    });
    known = known.filter((keys) => {
      const key = keys[level];
      const count = key === undefined ? 0 : (taken.get(key) ?? 0);
      if (key === undefined || count === 0) return true;
      taken.set(key, count - 1);
      return false;
    });
  }
  return left.map(({ item }) => item);
}

function textOf(key: Key): string | undefined {
  return key === undefined ? undefined : JSON.stringify(key);
}
