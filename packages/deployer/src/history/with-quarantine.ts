import type { KnownTest, TestCase, ToolReport } from '@oremill/types';
import { isFailure } from '../measure/metrics.ts';
import type { QuarantineRow } from './quarantine.ts';

export interface WithQuarantine {
  readonly reports: ToolReport[];
  /** Failed tests that do not count, and those that count again. */
  readonly quarantined: KnownTest[];
  readonly expired: KnownTest[];
}

/** Failures of tests that are in quarantine at that time do not count. */
export function withQuarantine(
  reports: readonly ToolReport[],
  tests: readonly QuarantineRow[],
  nowMs: number,
): WithQuarantine {
  const byName = new Map(tests.map((one) => [keyOf(one), one]));
  const quarantined = new Map<string, KnownTest>();
  const expired = new Map<string, KnownTest>();
  const judged = (test: TestCase): TestCase => {
    const found = isFailure(test) ? byName.get(keyOf(test)) : undefined;
    if (found === undefined) return test;
    const { suite, name, reason, until } = found;
    const day = until.toISOString().slice(0, 10);
    if (until.getTime() <= nowMs) {
      expired.set(keyOf(found), { suite, name, why: `its quarantine has ended on ${day}: ${reason}` });
      return test;
    }
    quarantined.set(keyOf(found), { suite, name, why: `in quarantine until ${day}: ${reason}` });
    return { ...test, isQuarantined: true };
  };
  return {
    reports: reports.map((report) =>
      report.kind === 'tests' ? { ...report, cases: report.cases.map(judged) } : report,
    ),
    quarantined: [...quarantined.values()],
    expired: [...expired.values()],
  };
}

function keyOf({ suite, name }: Pick<TestCase, 'suite' | 'name'>): string {
  return JSON.stringify([suite, name]);
}
