/** `; did you mean "build"?`, where one of the names is nearly what was written; else nothing. */
export function didYouMean(written: string, names: Iterable<string>): string {
  // One letter in three; nearly every name of two letters is near every other.
  const limit = Math.floor(written.length / 3);
  let nearest: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    // Each edit changes the length by one at most.
    if (Math.abs(name.length - written.length) >= least) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** Letters put in, left out, replaced, or swapped with the next one. */
function editDistance(left: string, right: string): number {
  let twoBefore: number[] = [];
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let distance = Math.min(
        (before[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (before[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwapped && row > 1 && column > 1) distance = Math.min(distance, (twoBefore[column - 2] ?? 0) + 1);
      now.push(distance);
    }
    twoBefore = before;
    before = now;
  }
  return before[right.length] ?? 0;
}
