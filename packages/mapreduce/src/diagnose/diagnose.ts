import type { Diagnosis, Finding } from '@oremill/types';
import type { Facts, Rule } from './facts.ts';
import { explainFailure } from './failure.ts';
import { judgeSkipped, judgeYield } from './skipped.ts';
import { judgeCombiners, judgeMappers, judgeSpills } from './slow-phases.ts';
import { judgeKeys, judgeParts, judgeRetries, judgeStragglers, judgeTaskCount } from './uneven-work.ts';

const RULES: readonly Rule[] = [
  explainFailure,
  judgeSkipped,
  judgeRetries,
  judgeKeys,
  judgeParts,
  judgeStragglers,
  judgeSpills,
  judgeCombiners,
  judgeMappers,
  judgeTaskCount,
  judgeYield,
];

const GRAVITY: Record<Finding['level'], number> = { error: 0, warning: 1, info: 2 };

/** Explains a failure, or what made an execution slow; says so when there is nothing to find. */
export function diagnose(facts: Facts): Diagnosis {
  const findings = RULES.flatMap((rule) => rule(facts));
  findings.sort((a, b) => GRAVITY[a.level] - GRAVITY[b.level]);
  return { findings: findings.length === 0 ? [nothingFound(facts)] : findings };
}

function nothingFound({ execution: { state, steps } }: Facts): Finding {
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  return {
    level: 'info',
    title: 'Nothing stands out',
    detail: `The execution ${state === 'running' ? 'is running' : `has ${state}`}; no key, part or task took much more than its share, and ${retries} tasks were done again.`,
  };
}
