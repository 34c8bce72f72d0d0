import assert from 'node:assert/strict';

/** The quantile of values in ascending order, 0 ≤ share ≤ 1, between neighbours in proportion (R's type 7). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  assert(ascending.length > 0, 'a quantile of nothing');
  const place = share * (ascending.length - 1);
  const below = Math.floor(place);
  const low = ascending[below] as number;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number;
  return low + (place - below) * (high - low);
}
