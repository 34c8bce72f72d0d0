const TYPED_LENGTH_MAX = 40;

/** The name that a mistyped one stands for: a third of its letters away at most, in any case; undefined where none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  // What is typed may be of any length; no name is longer than this.
  if (typed.length > TYPED_LENGTH_MAX) return undefined;
  const far = Math.max(1, Math.floor(typed.length / 3)) + 1;
  let nearest: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = lettersApart(typed.toLowerCase(), name.toLowerCase());
    if (distance < (nearest?.distance ?? far)) nearest = { name, distance };
  }
  return nearest?.name;
}

/** Letters to put in, take out, change or swap with the next (Damerau 1964), row by row. */
function lettersApart(first: string, second: string): number {
  const rows = [Array.from({ length: second.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= first.length; row += 1) {
    const above = rows[row - 1] as number[];
    const line = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const changed = first[row - 1] === second[column - 1] ? 0 : 1;
      const isSwapped = first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      line[column] = Math.min(
        (above[column] as number) + 1,
        (line[column - 1] as number) + 1,
        (above[column - 1] as number) + changed,
        isSwapped && row > 1 ? ((rows[row - 2] as number[])[column - 2] as number) + 1 : Infinity,
      );
    }
    rows.push(line);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
