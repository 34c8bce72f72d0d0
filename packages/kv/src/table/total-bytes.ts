import type { TableMemory } from './entries.ts';

/** What the table took from the system. */
export function totalBytes(memory: TableMemory): number {
  return Object.values(memory).reduce((sum, bytes) => sum + bytes, 0);
}
