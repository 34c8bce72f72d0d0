import assert from 'node:assert/strict';
import { costError } from '@oremill/types';
import { type DimensionOf, findUnit, type SameDimension, type UnitFacts } from './unit-names.ts';

/** A number with its unit. Two of different units do not add up: one is converted first. */
export interface Quantity<U extends string = string> {
  readonly value: number;
  readonly unit: U;
}

/** `quantity(3, 'GiB')`. Throws NUMBER_INVALID for what is no finite number. */
export function quantity<const U extends string>(
  value: number,
  unit: [DimensionOf<U>] extends [never] ? never : U,
): Quantity<U> {
  if (!Number.isFinite(value)) {
    throw costError('NUMBER_INVALID', `${value} ${unit} is beyond what can be counted`, {
      hint: 'Look at the largest inputs: one of them may have a wrong unit.',
    });
  }
  return { value, unit };
}

/** The same amount in another unit of its dimension. */
export function convert<U extends string, const To extends string>(
  { value, unit }: Quantity<U>,
  to: SameDimension<U, To>,
): Quantity<To> {
  const [from, target] = [factsOf(unit), factsOf(to)];
  assert.equal(from.dimension, target.dimension, `${unit} is no ${to}`);
  // A division where the other way would be inexact: 1 kB is 1000 B, and 1000 B are 1 kB.
  const factor = from.factor / target.factor;
  return quantityOf(factor >= 1 ? value * factor : value / (target.factor / from.factor), to);
}

export function add<U extends string>(first: Quantity<U>, second: Quantity<NoInfer<U>>): Quantity<U> {
  assert.equal(first.unit, second.unit);
  return quantityOf(first.value + second.value, first.unit);
}

export function subtract<U extends string>(first: Quantity<U>, second: Quantity<NoInfer<U>>): Quantity<U> {
  assert.equal(first.unit, second.unit);
  return quantityOf(first.value - second.value, first.unit);
}

/** So many times the amount. */
export function scale<U extends string>({ value, unit }: Quantity<U>, by: number): Quantity<U> {
  return quantityOf(value * by, unit);
}

/** What so much costs for so long: `charge(3 GB, 2 month(30d), 0.5 USD/GB-month(30d))` is 3 USD. */
export function charge<Size extends string, Time extends string, Money extends string>(
  size: Quantity<NoInfer<Size>>,
  time: Quantity<NoInfer<Time>>,
  price: Quantity<`${Money}/${Size}-${Time}`>,
): Quantity<Money> {
  const [money] = price.unit.split('/') as [Money];
  assert.equal(price.unit, `${money}/${size.unit}-${time.unit}`);
  return quantityOf(size.value * time.value * price.value, money);
}

/** The quotient of two amounts of one unit. */
export function ratio<U extends string>(first: Quantity<U>, second: Quantity<NoInfer<U>>): number {
  assert.equal(first.unit, second.unit);
  return first.value / second.value;
}

function quantityOf<U extends string>(value: number, unit: string): Quantity<U> {
  return quantity<string>(value, unit as never) as Quantity<U>;
}

function factsOf(unit: string): UnitFacts {
  const facts = findUnit(unit);
  assert(facts, `${unit} is no unit`);
  return facts;
}
