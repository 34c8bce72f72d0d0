import type { Cell } from '@oremill/types';
import Table from 'cli-table3';

/** Wider texts are cut: a terminal that wraps shows no columns. */
const CELL_LENGTH_MAX = 60;

/** Draws rows for people; numbers to the right. */
export function drawTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const table = new Table({
    head: columns.map(toText),
    colAligns: columns.map((_, index) =>
      rows.some((row) => typeof row[index] === 'number') ? 'right' : 'left',
    ),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push(row.map(toText));
  return table.toString();
}

/** Control characters would move the cursor, or worse. */
function toText(cell: Cell): string {
  if (cell === null) return '∅';
  const text = String(cell).replace(/\p{Cc}/gu, '�');
  const characters = Array.from(text);
  return characters.length > CELL_LENGTH_MAX ? `${characters.slice(0, CELL_LENGTH_MAX - 1).join('')}…` : text;
}
