/** How the vocabulary of a text grows: V(n) = k n^β (Heaps 1978). */
export interface HeapsLaw {
  readonly k: number;
  readonly beta: number;
}

/** Tokens read, and different ones among them. */
export interface VocabularyPoint {
  readonly tokens: number;
  readonly terms: number;
}

const POINTS_MIN = 4;
/** What comes next grows as it did lately: the fit looks at the growth to so many times the tokens. */
const RECENT_FACTOR = 8;

/** A line through the logarithms of the latest growth by least squares; undefined of too few points. */
export function fitHeaps(all: readonly VocabularyPoint[]): HeapsLaw | undefined {
  const last = all.at(-1)?.tokens ?? 0;
  const points = all.filter(({ tokens }) => tokens * RECENT_FACTOR >= last);
  if (points.length < POINTS_MIN) return undefined;
  const x = points.map(({ tokens }) => Math.log(tokens));
  const y = points.map(({ terms }) => Math.log(terms));
  const [meanX, meanY] = [mean(x), mean(y)];
  let squares = 0;
  let products = 0;
  for (const [index, value] of x.entries()) {
    squares += (value - meanX) ** 2;
    products += (value - meanX) * ((y[index] as number) - meanY);
  }
  const beta = products / squares;
  return { k: Math.exp(meanY - beta * meanX), beta };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
