import type { Ranged } from '@oremill/types';
import { type Given, given } from '../figure/figure.ts';
import { quantity } from '../units/quantity.ts';

/** A pure number of the scenario, which may be a range. */
export function assumed(label: string, value: Ranged): Given<'1'> {
  const origin = { kind: 'assumption', because: 'the scenario says so' } as const;
  if (typeof value === 'number') return given(label, quantity(value, '1'), origin);
  const { low, expected, high } = value;
  return given(label, quantity(expected, '1'), origin, { kind: 'range', low, high });
}
