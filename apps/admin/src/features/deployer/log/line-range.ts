/** Lines that a link points at, from 1, both ends in it. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Reads `L812` and `L812-L840`, in whatever order. */
export function parseLineRange(text: string | undefined): LineRange | undefined {
  const [, from, to] = /^L(\d+)(?:-L(\d+))?$/.exec(text ?? '') ?? [];
  if (from === undefined) return undefined;
  const ends = [Number(from), Number(to ?? from)];
  return { first: Math.min(...ends), last: Math.max(...ends) };
}

/** From the line that was picked before to this one: with Shift. */
export function extendRange(before: LineRange | undefined, line: number): string {
  if (!before || before.first === line) return `L${line}`;
  return `L${Math.min(before.first, line)}-L${Math.max(before.first, line)}`;
}
