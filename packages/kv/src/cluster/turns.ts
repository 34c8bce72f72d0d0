import { createPairs, type Pairs } from './lines.ts';

/** Leave to have one more block under way, with the memory for its pairs. */
export interface Turn {
  readonly pairs: Pairs;
  end(): void;
}

/** So many at a time, and the memory of each used again. */
export class Turns {
  readonly #free: Pairs[];
  readonly #waiting: ((pairs: Pairs) => void)[] = [];

  constructor(count: number) {
    this.#free = Array.from({ length: count }, () => createPairs());
  }

  async take(): Promise<Turn> {
    const pairs = this.#free.pop() ?? (await new Promise<Pairs>((resolve) => this.#waiting.push(resolve)));
    return { pairs, end: () => this.#give(pairs) };
  }

  #give(pairs: Pairs): void {
    const next = this.#waiting.shift();
    if (next) next(pairs);
    else this.#free.push(pairs);
  }
}
