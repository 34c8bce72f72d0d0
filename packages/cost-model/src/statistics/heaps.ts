/** How the vocabulary of a text grows: V(n) = k n^β (Heaps 1978). */
export interface HeapsLaw {
  readonly k: number;
  readonly beta: number;
  /** Of β, by the residuals of the fit. */
  readonly betaError: number;
}

/** Tokens read, and different ones among them. */
export interface VocabularyPoint {
  readonly tokens: number;
  readonly terms: number;
}

/** The growth is looked at each time that so many times more tokens have been read. */
const STEP = 1.25;
/** The first tokens tell more of the first texts than of the law. */
const TOKENS_MIN = 100;

/** Reads texts in random order and notes how many different tokens there have been. */
export class VocabularyGrowth {
  readonly #terms = new Map<string, number>();
  readonly #points: VocabularyPoint[] = [];
  #tokens = 0;
  #next = TOKENS_MIN;

  add(tokens: readonly string[]): void {
    // In how many texts each is: once a text, whatever it repeats.
    for (const token of new Set(tokens)) this.#terms.set(token, (this.#terms.get(token) ?? 0) + 1);
    this.#tokens += tokens.length;
    if (this.#tokens < this.#next) return;
    this.#points.push({ tokens: this.#tokens, terms: this.#terms.size });
    this.#next = this.#tokens * STEP;
  }

  get points(): readonly VocabularyPoint[] {
    return this.#points;
  }

  /** Texts that each term is in. */
  get frequencies(): ReadonlyMap<string, number> {
    return this.#terms;
  }
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
  const k = Math.exp(meanY - beta * meanX);
  let residuals = 0;
  for (const [index, value] of x.entries())
    residuals += ((y[index] as number) - Math.log(k) - beta * value) ** 2;
  return { k, beta, betaError: Math.sqrt(residuals / (points.length - 2) / squares) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
