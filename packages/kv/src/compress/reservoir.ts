import type { Random } from '@oremill/runtime';

export interface ReservoirOptions {
  readonly random: Random;
  readonly valuesMax?: number;
  readonly bytesMax?: number;
}

/** One value must not fill the sample. */
const SHARE_OF_ONE = 1 / 16;

/** A uniform sample of a stream whose length nobody knows, within a number of values and of bytes. */
export class Reservoir {
  readonly #random: Random;
  readonly #bytesMax: number;
  #valuesMax: number;
  #sample: Buffer[] = [];
  #sampleBytes = 0;
  #values = 0;
  #rawBytes = 0;

  constructor({ random, valuesMax = 20_000, bytesMax = 64 * 2 ** 20 }: ReservoirOptions) {
    this.#random = random;
    this.#valuesMax = valuesMax;
    this.#bytesMax = bytesMax;
  }

  /** Copies the value if it is taken. Longer ones than a sixteenth of `bytesMax` are counted and never taken. */
  offer(value: Uint8Array): void {
    this.#values += 1;
    this.#rawBytes += value.length;
    if (value.length > this.#bytesMax * SHARE_OF_ONE) return;
    if (this.#sample.length < this.#valuesMax) {
      this.#sample.push(Buffer.from(value));
      this.#sampleBytes += value.length;
    } else {
      const place = Math.floor(this.#random() * this.#values);
      const former = this.#sample[place];
      if (former === undefined) return;
      this.#sample[place] = Buffer.from(value);
      this.#sampleBytes += value.length - former.length;
    }
    if (this.#sampleBytes > this.#bytesMax) this.#halve();
  }

  /** A random half of a uniform sample is one too, of the size that it has from here on. */
  #halve(): void {
    this.#valuesMax = Math.ceil(this.#sample.length / 2);
    for (let index = 0; index < this.#valuesMax; index++) {
      const other = index + Math.floor(this.#random() * (this.#sample.length - index));
      const chosen = this.#sample[other] as Buffer;
      this.#sample[other] = this.#sample[index] as Buffer;
      this.#sample[index] = chosen;
    }
    this.#sample.length = this.#valuesMax;
    this.#sampleBytes = this.#sample.reduce((sum, { length }) => sum + length, 0);
  }

  get sample(): readonly Buffer[] {
    return this.#sample;
  }

  /** All that were offered. */
  get values(): number {
    return this.#values;
  }

  get rawBytes(): number {
    return this.#rawBytes;
  }
}
