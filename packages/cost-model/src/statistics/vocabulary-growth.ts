import { fitHeaps, type HeapsLaw, type VocabularyPoint } from './heaps.ts';

/** The growth is looked at each time that so many times more tokens have been read. */
const STEP = 1.25;
/** The first tokens tell more of the first texts than of the law. */
const TOKENS_MIN = 100;
/** Texts are dealt to so many groups, and the law is fitted without each: how far these fits differ is its error. */
const GROUPS = 20;

/** A term that texts of more than one group have. */
const SHARED = -1;

interface Term {
  texts: number;
  /** The one group whose texts have it, or `SHARED`. */
  group: number;
}

/** Reads texts in random order and notes how many different tokens there have been. */
export class VocabularyGrowth {
  readonly #terms = new Map<string, Term>();
  readonly #points: VocabularyPoint[] = [];
  /** Of each group, the growth without its texts. */
  readonly #without = Array.from({ length: GROUPS }, (): VocabularyPoint[] => []);
  /** Of each group, tokens, and terms that no other has. */
  readonly #groupTokens = new Float64Array(GROUPS);
  readonly #ownTerms = new Float64Array(GROUPS);
  #texts = 0;
  #tokens = 0;
  #next = TOKENS_MIN;

  add(tokens: readonly string[]): void {
    const group = this.#texts % GROUPS;
    // In how many texts each is: once a text, whatever it repeats.
    for (const token of new Set(tokens)) this.#count(token, group);
    this.#texts += 1;
    this.#tokens += tokens.length;
    this.#groupTokens[group] = (this.#groupTokens[group] as number) + tokens.length;
    if (this.#tokens >= this.#next) this.#note();
  }

  #count(token: string, group: number): void {
    const term = this.#terms.get(token);
    if (term === undefined) {
      this.#terms.set(token, { texts: 1, group });
      this.#ownTerms[group] = (this.#ownTerms[group] as number) + 1;
      return;
    }
    term.texts += 1;
    if (term.group === SHARED || term.group === group) return;
    this.#ownTerms[term.group] = (this.#ownTerms[term.group] as number) - 1;
    term.group = SHARED;
  }

  #note(): void {
    this.#points.push({ tokens: this.#tokens, terms: this.#terms.size });
    for (const [group, points] of this.#without.entries()) {
      points.push({
        tokens: this.#tokens - (this.#groupTokens[group] as number),
        terms: this.#terms.size - (this.#ownTerms[group] as number),
      });
    }
    this.#next = this.#tokens * STEP;
  }

  /** The law that the growth follows; undefined of too few texts. */
  get law(): (HeapsLaw & { readonly betaError: number }) | undefined {
    const law = fitHeaps(this.#points);
    const others = this.#without.map((points) => fitHeaps(points)?.beta);
    if (law === undefined || this.#texts < GROUPS || !others.every((beta) => beta !== undefined)) {
      return undefined;
    }
    return { ...law, betaError: jackknifeError(others) };
  }

  /** In how many texts each term is. */
  *frequencies(): Generator<[term: string, texts: number]> {
    for (const [term, { texts }] of this.#terms) yield [term, texts];
  }

  get size(): number {
    return this.#terms.size;
  }
}

/** The standard error of a figure, by what it is without each of the groups (Tukey 1958, by groups of texts). */
function jackknifeError(without: readonly number[]): number {
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt((squares * (without.length - 1)) / without.length);
}
