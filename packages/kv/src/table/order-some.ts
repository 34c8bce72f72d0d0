import type { TableDesk } from './table-desk.ts';
import { ORDER_DONE, ORDER_MEMORY_FULL } from './table-kernel.ts';
import { memoryFull } from './write-entry.ts';

/** Makes a part of the order of keys; true when it is made. Throws MEMORY_FULL. */
export function orderSome(desk: TableDesk): boolean {
  const state = desk.kernel.orderSome();
  if (state === ORDER_MEMORY_FULL) throw memoryFull(desk);
  return state === ORDER_DONE;
}
