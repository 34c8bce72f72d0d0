import type { Load, Table } from '@oremill/types';

/** The newest load of any table. */
export function newestLoadOf(tables: readonly Table[]): Load | undefined {
  return tables
    .flatMap(({ lastLoad }) => lastLoad ?? [])
    .toSorted((a, b) => Date.parse(b.loadedAt) - Date.parse(a.loadedAt))[0];
}
