import type { KnownTest, TestCase, ToolReport } from '@oremill/types';
import { isFailure } from '../measure/metrics.ts';
import type { State } from '../state/open-state.ts';
import type { QuarantineTable } from '../state/tables.ts';

type Quarantined = Pick<QuarantineTable, 'suite' | 'name' | 'reason'> & { readonly until: Date };

export interface WithQuarantine {
  readonly reports: ToolReport[];
  /** Failed tests that do not count, and those that count again. */
  readonly quarantined: KnownTest[];
  readonly expired: KnownTest[];
}

/** Of a repository, those that are over too: they say so until they are removed. */
export function loadQuarantine(state: State, repositoryId: string): Promise<Quarantined[]> {
  return state
    .selectFrom('quarantine')
    .select(['suite', 'name', 'reason', 'until'])
    .where('repositoryId', '=', repositoryId)
    .execute();
}

/** Failures of tests that are in quarantine at that time do not count. */
export function withQuarantine(
  reports: readonly ToolReport[],
  tests: readonly Quarantined[],
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
