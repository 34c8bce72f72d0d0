import { type Column, type ColumnType, columnSchema, tableNameSchema } from '@oremill/types';
import { z } from 'zod';

/** A table as a value: its DDL, the check of a manifest's columns and the API's description come from it. */
export interface TableDefinition<Name extends string = string, ColumnName extends string = string> {
  readonly name: Name;
  readonly summary: string;
  /** In the order of the fields of a row. */
  readonly columns: Readonly<Record<ColumnName, ColumnType>>;
  /** Columns that name a row: unique and never null. */
  readonly key?: readonly NoInfer<ColumnName>[];
  /** One index for each list of columns. */
  readonly indexes?: readonly (readonly NoInfer<ColumnName>[])[];
}

/** Checks the names and keeps their literal types: `defineTable({ name: 'bookmarks', columns: { id: 'text' } })`. */
export function defineTable<const Name extends string, const ColumnName extends string>(
  definition: TableDefinition<Name, ColumnName>,
): TableDefinition<Name, ColumnName> {
  tableNameSchema.parse(definition.name);
  const columns = new Map<string, ColumnType>(Object.entries<ColumnType>(definition.columns));
  z.array(columnSchema)
    .min(1)
    .parse([...columns].map(([name, type]) => ({ name, type })));
  for (const name of [...(definition.key ?? []), ...(definition.indexes ?? []).flat()]) {
    if (!columns.has(name)) throw new RangeError(`${definition.name} has no column ${name}`);
  }
  return definition;
}

/** The columns as a manifest lists them. */
export function columnsOf(table: TableDefinition): Column[] {
  return Object.entries(table.columns).map(([name, type]) => ({ name, type }));
}
