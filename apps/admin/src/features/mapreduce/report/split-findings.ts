import type { ExecutionState, Finding } from '@oremill/types';

export interface SplitFindings {
  /** How it ended: the page says that by itself, so of the finding it takes only the hint. */
  readonly outcome: Finding | undefined;
  readonly others: readonly Finding[];
}

/**
 * Takes the finding about the end of an execution, which comes first, from those about the rest. While it runs,
 * figures that may still change are no findings yet.
 */
export function splitFindings(findings: readonly Finding[], state: ExecutionState): SplitFindings {
  if (state === 'running') {
    return { outcome: undefined, others: findings.filter(({ level }) => level !== 'info') };
  }
  const [first, ...rest] = findings;
  const isOutcome = first?.level === 'error' || (state === 'stopped' && first?.title.includes('stopped'));
  return isOutcome ? { outcome: first, others: rest } : { outcome: undefined, others: findings };
}
