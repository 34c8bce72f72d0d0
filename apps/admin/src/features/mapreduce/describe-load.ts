import { formatCount, type LoadMode, type OutputManifest, type Table } from '@oremill/types';

export interface LoadPlan {
  /** What will be different afterwards. */
  readonly consequence: string;
  /** How to get back. */
  readonly undo: string;
  /** What the button says. */
  readonly action: string;
  readonly isDestructive: boolean;
}

/** What loading `rows` into a table does to the rows that it holds now. */
export function describeLoad(table: Table, rows: number, mode: LoadMode): LoadPlan {
  const arriving = countRows(rows);
  if (table.rows === 0) {
    return {
      consequence: `The table ${table.name} is empty. It will hold ${arriving}.`,
      undo: 'Everything happens in one transaction: if a row is refused, the table stays empty.',
      action: `Load ${arriving} into ${table.name}`,
      isDestructive: false,
    };
  }
  if (mode === 'append') {
    return {
      consequence: `Adds ${arriving} to the ${countRows(table.rows)} of ${table.name}.`,
      undo: 'An output that the table already holds is not added twice.',
      action: `Add ${arriving} to ${table.name}`,
      isDestructive: false,
    };
  }
  return {
    consequence: `Replaces the ${countRows(table.rows)} of ${table.name} by ${arriving}.`,
    undo: 'To go back, load the earlier output again from the page of its execution.',
    action: `Replace ${countRows(table.rows)} of ${table.name}`,
    isDestructive: true,
  };
}

/** Whether a manifest's columns are the table's: same names and types in the same order. */
export function hasColumnsOf(table: Table, manifest: OutputManifest): boolean {
  return (
    table.columns.length === manifest.columns.length &&
    table.columns.every((column, index) => {
      const other = manifest.columns[index];
      return other?.name === column.name && other.type === column.type;
    })
  );
}

function countRows(rows: number): string {
  return rows === 1 ? '1 row' : `${formatCount(rows)} rows`;
}
