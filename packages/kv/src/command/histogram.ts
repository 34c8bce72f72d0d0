/** Buckets for each doubling: a quantile is at most 1/8 too high. */
const STEP_BITS = 3;
const STEPS = 1 << STEP_BITS;
/** Up to 2^30 µs, 18 minutes. */
const BUCKETS = 28 * STEPS + STEPS;

/** Durations in microseconds, counted in memory of a fixed size. */
export class Histogram {
  readonly #buckets = new Uint32Array(BUCKETS);
  #count = 0;
  #sum = 0;

  get count(): number {
    return this.#count;
  }

  /** Of all durations, microseconds. */
  get sum(): number {
    return this.#sum;
  }

  add(microseconds: number, count = 1): void {
    const index = bucketOf(microseconds);
    this.#buckets[index] = (this.#buckets[index] as number) + count;
    this.#count += count;
    this.#sum += microseconds * count;
  }

  /** The duration that this share of all did not exceed, microseconds. */
  quantile(share: number): number {
    const rank = Math.ceil(this.#count * share);
    let seen = 0;
    for (let index = 0; index < BUCKETS; index++) {
      seen += this.#buckets[index] as number;
      if (seen >= rank && seen > 0) return upperBound(index);
    }
    return 0;
  }

  /** How many took at most 1, 2, 4, … µs; without the ends at which nothing changes. */
  doublings(): [number, number][] {
    const result: [number, number][] = [];
    let seen = 0;
    let limit = 1;
    for (let index = 0; index < BUCKETS && seen < this.#count; index++) {
      while (upperBound(index) > limit) {
        if (seen > 0) result.push([limit, seen]);
        limit *= 2;
      }
      seen += this.#buckets[index] as number;
    }
    if (seen > 0) result.push([limit, seen]);
    return result;
  }

  clear(): void {
    this.#buckets.fill(0);
    this.#count = 0;
    this.#sum = 0;
  }
}

function bucketOf(microseconds: number): number {
  const whole = Math.min(Math.ceil(microseconds), 2 ** 30 - 1) | 0;
  if (whole < STEPS) return whole;
  const doubling = 31 - Math.clz32(whole);
  return ((doubling - STEP_BITS + 1) << STEP_BITS) + ((whole >>> (doubling - STEP_BITS)) & (STEPS - 1));
}

/** The largest whole duration that falls into a bucket. */
function upperBound(index: number): number {
  if (index < STEPS) return index;
  const doubling = (index >> STEP_BITS) + STEP_BITS - 1;
  const step = index & (STEPS - 1);
  return (STEPS + step + 1) * 2 ** (doubling - STEP_BITS) - 1;
}
