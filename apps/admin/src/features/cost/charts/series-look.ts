/** Colour and dashes of the series at a place: two channels, so that they differ without colours too. */
export function seriesLook(index: number): { readonly color: string; readonly dash: string | undefined } {
  const place = index % DASHES.length;
  return { color: `var(--series-${place + 1})`, dash: DASHES[place] };
}

const DASHES = [undefined, '7 4', '2 3', '9 3 2 3', '4 4'] as const;

/** More than these cannot be told apart: the rest is drawn as one. */
export const SERIES_MAX = DASHES.length;
