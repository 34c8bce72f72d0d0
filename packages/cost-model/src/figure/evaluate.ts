import { quantity } from '../units/quantity.ts';
import type { Figure, Given } from './figure.ts';

/** Works a figure out, with the value that each given number is to have. Throws NUMBER_INVALID where it overflows. */
export function evaluate(figure: Figure, valueFor: (given: Given) => number): number {
  return workOut(planOf([figure]), valueFor).at(-1) as number;
}

/** Figures and all that they rest on, each once and after its inputs: to be worked out again and again. */
export interface Plan {
  readonly order: readonly Figure[];
  /** Of each figure in the order, the places of its inputs. */
  readonly inputs: readonly (readonly number[])[];
  /** Of each figure that was asked for, its place. */
  readonly places: readonly number[];
}

export function planOf(figures: readonly Figure[]): Plan {
  const placeOf = new Map<Figure, number>();
  const order: Figure[] = [];
  const inputs: number[][] = [];
  const place = (figure: Figure): number => {
    const known = placeOf.get(figure);
    if (known !== undefined) return known;
    const below = figure.kind === 'given' ? [] : figure.inputs.map(place);
    placeOf.set(figure, order.length);
    inputs.push(below);
    return order.push(figure) - 1;
  };
  return { order, inputs, places: figures.map(place) };
}

/** The value of each figure in the order of a plan; `before` has those that `isFixed` says are still the same. */
export function workOut(
  { order, inputs }: Plan,
  valueFor: (given: Given) => number,
  before?: { readonly values: Float64Array; readonly isFixed: readonly boolean[] },
): Float64Array {
  const values = before?.values ?? new Float64Array(order.length);
  for (let index = 0; index < order.length; index += 1) {
    if (before?.isFixed[index]) continue;
    const figure = order[index] as Figure;
    const value = figure.kind === 'given' ? valueFor(figure) : figure.work(...inputsOf(index));
    // `quantity` refuses what is not finite, in words; to make one each time is a quarter of all the time.
    values[index] = Number.isFinite(value) ? value : quantity<string>(value, figure.unit as never).value;
  }
  return values;

  function inputsOf(index: number): number[] {
    return (inputs[index] as readonly number[]).map((input) => values[input] as number);
  }
}

export function expected(figure: Figure): number {
  return evaluate(figure, (leaf) => leaf.value);
}

/** All given numbers that figures rest on, each once, in the order in which they are met. */
export function leavesOf(figures: readonly Figure[]): Given[] {
  return planOf(figures).order.filter((figure) => figure.kind === 'given');
}
