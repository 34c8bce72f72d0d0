import type { CodeFinding, CodePlace, Duplication, Measurement, Reason, TestCase } from '@oremill/types';
import type { Change } from '../change/read-diff.ts';
import { rangesOf, touchedLines } from '../change/touched.ts';
import { coverageOf, isFailure } from '../measure/metrics.ts';
import {
  casesOf,
  duplicationsOf,
  findingsOf,
  newDuplications,
  newFailures,
  newFindings,
} from './new-since.ts';
import { testTitle } from './told-verdict.ts';

export const REASONS_MAX = 50;
const WHAT_MAX = 300;

/**
 * Where in the code is what counts in a figure of the whole: what the base does not have, where there is one; of coverage,
 * lines of the change that no test runs.
 */
export function reasonsOf(
  metric: string,
  now: Measurement,
  base: Measurement | undefined,
  change: Change | undefined,
): Reason[] {
  const [group, part = ''] = metric.split('.');
  const before = base?.reports ?? [];
  if (group === 'findings') {
    const isOwn = ({ severity }: CodeFinding) => part === 'total' || part === severity;
    const [all = [], known] = [findingsOf(now.reports), findingsOf(before)];
    const told = known === undefined ? all : newFindings(all, known, change?.renames);
    return told.filter(isOwn).map(reasonOfFinding);
  }
  if (group === 'duplication') {
    const [all = [], known] = [duplicationsOf(now.reports), duplicationsOf(before)];
    return (known === undefined ? all : newDuplications(all, known, change?.renames)).map(
      reasonOfDuplication,
    );
  }
  if (metric === 'tests.failed') {
    const [all = [], known] = [casesOf(now.reports), casesOf(before)];
    return (known === undefined ? all.filter(isFailure) : newFailures(all, known)).map(reasonOfCase);
  }
  if (metric !== 'coverage.lines' || change === undefined) return [];
  return coverageOf(now.reports).flatMap(({ file, missedLines }) =>
    missedReasons(file, touchedLines(change, file, missedLines)),
  );
}

export function reasonOfFinding({ place, rule, message }: CodeFinding): Reason {
  return reasonAt(`${rule}: ${message}`, place);
}

export function reasonOfDuplication({ places: [first, ...others], lines }: Duplication): Reason {
  const also = others.map(({ file, line }) => (line === undefined ? file : `${file}:${line}`)).join(', ');
  return reasonAt(`the same ${lines} lines are at ${also}`, first);
}

export function reasonOfCase(test: TestCase): Reason {
  const { message = '', place } = test;
  const [first = ''] = message.split('\n');
  const title = testTitle(test);
  return reasonAt(first === '' ? title : `${title}: ${first}`, place);
}

/** Lines that no test runs. */
export function missedReasons(file: string, lines: readonly number[]): Reason[] {
  return rangesOf(lines).map(([from, to]) =>
    reasonAt(from === to ? 'no test runs this line' : `no test runs lines ${from} to ${to}`, {
      file,
      line: from,
    }),
  );
}

function reasonAt(text: string, place: CodePlace | undefined): Reason {
  const what = text.length > WHAT_MAX ? `${text.slice(0, WHAT_MAX - 1)}…` : text;
  return place === undefined ? { what } : { what, place };
}
