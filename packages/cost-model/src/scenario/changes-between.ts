import type { CostComparison } from '@oremill/types';
import type { Scenario } from './scenario.ts';

/** The fields in which two scenarios differ, as people write them. A title changes nothing. */
export function changesBetween(first: Scenario, second: Scenario): CostComparison['changes'] {
  const fields = new Set([...Object.keys(first), ...Object.keys(second)]) as Set<keyof Scenario>;
  fields.delete('title');
  return [...fields].flatMap((field) => {
    const [before, after] = [show(first[field]), show(second[field])];
    return before === after ? [] : [{ field, first: before, second: after }];
  });
}

function show(value: Scenario[keyof Scenario]): string {
  if (value === undefined) return 'none';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  if ('unit' in value) return `${value.value} ${value.unit}`;
  const { low, expected, high } = value as { low: number; expected: number; high: number };
  return `${expected} (${low} to ${high})`;
}
