import type { Cell } from '@oremill/types';

/**
 * Rows as a spreadsheet takes them from the clipboard: tabs and newlines in a cell quoted, NULL an empty cell, and
 * text that a spreadsheet would run as a formula led by an apostrophe (CWE-1236).
 */
export function toTsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(toField).join('\t')).join('\n');
}

function toField(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number written as text (int8 arrives so) may begin with a minus and stays what it is. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}
