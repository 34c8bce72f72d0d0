import type { Origin } from '@oremill/types';
import type { Quantity } from '../units/quantity.ts';
import { charge, convert, quantity } from '../units/quantity.ts';
import type { DimensionOf, SameDimension } from '../units/unit-names.ts';

/** What is known of a given number beside its expected value. */
export type Spread =
  | { readonly kind: 'exact' }
  /** It is between these for sure; below the expected one as often as above, and near it likelier. */
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  /** Values that it might have had in other samples of the same size; those of one sample stand in the same order. */
  | { readonly kind: 'draws'; readonly draws: Float64Array; readonly records: number };

interface Named<U extends string> {
  /** For people: `bytes of a record, compressed`. */
  readonly label: string;
  readonly unit: U;
}

/** A number that comes from outside. */
export interface Given<U extends string = string> extends Named<U> {
  readonly kind: 'given';
  readonly value: number;
  readonly spread: Spread;
  readonly origin: Origin;
}

/** A number that is worked out of others. */
export interface Derived<U extends string = string> extends Named<U> {
  readonly kind: 'derived';
  /** Of its inputs, by their places: `{0} × {1}`. */
  readonly formula: string;
  readonly inputs: readonly Figure[];
  /** Takes the inputs' values in their units, returns its own in its unit. */
  readonly work: (...values: number[]) => number;
}

/** A number of an estimate that knows where it comes from: all of them together are the explanation. */
export type Figure<U extends string = string> = Given<U> | Derived<U>;

export function given<const U extends string>(
  label: string,
  { value, unit }: Quantity<U>,
  origin: Origin,
  spread: Spread = { kind: 'exact' },
): Given<U> {
  return { kind: 'given', label, unit, value, origin, spread };
}

/** For formulas that are more than sums, products and prices; `formula` says for people what `work` does. */
export function derived<const U extends string>(
  label: string,
  unit: [DimensionOf<U>] extends [never] ? never : U,
  formula: string,
  inputs: readonly Figure[],
  work: (...values: number[]) => number,
): Derived<U> {
  return { kind: 'derived', label, unit, formula, inputs, work };
}

export function sum<U extends string>(
  label: string,
  first: Figure<U>,
  ...others: readonly Figure<NoInfer<U>>[]
): Figure<U> {
  const inputs = [first, ...others];
  return anyDerived(
    label,
    first.unit,
    inputs.map((_, index) => `{${index}}`).join(' + '),
    inputs,
    (...values) => values.reduce((total, value) => total + value, 0),
  );
}

export function difference<U extends string>(
  label: string,
  from: Figure<U>,
  taken: Figure<NoInfer<U>>,
): Figure<U> {
  return anyDerived(label, from.unit, '{0} − {1}', [from, taken], (a, b) => a - b);
}

/** So much of each, for so many: 12 `B/record` of 100 `record` are 1200 `B`. */
export function times<Above extends string, Below extends string>(
  label: string,
  count: Figure<NoInfer<Below>>,
  each: Figure<`${Above}/${Below}`>,
): Figure<Above> {
  const [above] = each.unit.split('/') as [Above];
  return anyDerived(label, above, '{0} × {1}', [count, each], (a, b) => a * b);
}

/** A pure number of times. */
export function scaled<U extends string>(label: string, figure: Figure<U>, by: Figure<'1'>): Figure<U> {
  return anyDerived(label, figure.unit, '{0} × {1}', [figure, by], (a, b) => a * b);
}

export function inUnit<U extends string, const To extends string>(
  figure: Figure<U>,
  unit: SameDimension<U, To>,
): Figure<To> {
  const one = convert(quantity<string>(1, figure.unit as never), unit as never);
  return anyDerived(
    figure.label,
    unit,
    `{0} in ${unit}`,
    [figure],
    (value) => value * one.value,
  ) as Figure<To>;
}

/** What so much costs for so long at this price. */
export function charged<Size extends string, Time extends string, Money extends string>(
  label: string,
  size: Figure<NoInfer<Size>>,
  time: Figure<NoInfer<Time>>,
  price: Figure<`${Money}/${Size}-${Time}`>,
): Figure<Money> {
  const [money] = price.unit.split('/') as [Money];
  return anyDerived(label, money, '{0} × {1} × {2}', [size, time, price], (a, b, c) => {
    const cost = charge<Size, Time, Money>(
      { value: a, unit: size.unit },
      { value: b, unit: time.unit },
      { value: c, unit: price.unit },
    );
    return cost.value;
  });
}

function anyDerived<U extends string>(
  label: string,
  unit: U,
  formula: string,
  inputs: readonly Figure[],
  work: (...values: number[]) => number,
): Derived<U> {
  return { kind: 'derived', label, unit, formula, inputs, work };
}
