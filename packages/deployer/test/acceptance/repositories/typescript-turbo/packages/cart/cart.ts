import { priceOf } from '../prices/prices.ts';

export function totalOf(names: readonly string[]): number {
  return names.reduce((total, name) => total + priceOf(name), 0);
}
