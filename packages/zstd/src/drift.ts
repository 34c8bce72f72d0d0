/** Values whose ratio is judged; older ones count for half, a quarter, and so on. */
const WINDOW_VALUES = 8192;
/** Fewer tell nothing. */
const LEAST_VALUES = 512;
/** Of the ratio at training: below, values have changed so much that training anew pays. */
const LEAST_SHARE = 0.8;

export interface Drift {
  /** Raw bytes for each stored one, of recent values. Undefined before the first. */
  readonly ratio: number | undefined;
  /** The same of values that were held back when the dictionary was trained; undefined where nobody kept it. */
  readonly ratioAtTraining: number | undefined;
  /** Since the codec was opened. */
  readonly values: number;
  /** The dictionary does so much worse than at training that a new one pays. */
  readonly isStale: boolean;
}

/** Counts, in two additions a value, what a dictionary saves. */
export class DriftMeter {
  readonly #ratioAtTraining: number | undefined;
  #values = 0;
  #inWindow = 0;
  #rawBytes = 0;
  #storedBytes = 0;

  constructor(ratioAtTraining: number | undefined) {
    this.#ratioAtTraining = ratioAtTraining;
  }

  note(rawBytes: number, storedBytes: number): void {
    if (this.#inWindow >= WINDOW_VALUES) {
      this.#inWindow /= 2;
      this.#rawBytes /= 2;
      this.#storedBytes /= 2;
    }
    this.#values += 1;
    this.#inWindow += 1;
    this.#rawBytes += rawBytes;
    this.#storedBytes += storedBytes;
  }

  read(): Drift {
    const ratio = this.#values === 0 ? undefined : this.#rawBytes / this.#storedBytes;
    const ratioAtTraining = this.#ratioAtTraining;
    const isStale =
      this.#values >= LEAST_VALUES &&
      ratio !== undefined &&
      ratioAtTraining !== undefined &&
      ratio < ratioAtTraining * LEAST_SHARE;
    return { ratio, ratioAtTraining, values: this.#values, isStale };
  }
}
