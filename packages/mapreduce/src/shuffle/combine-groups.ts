import type { CombineFunction } from './combine.ts';
import type { Pair, PairSource } from './pair.ts';

export interface CombineGroupsOptions {
  readonly combine: CombineFunction;
  readonly sortValues: boolean;
  readonly pairBytesMax: number;
  readonly write: (key: Buffer, value: Buffer) => void;
}

/** Lets the combiner replace the values of each key by fewer; what it emits keeps the order of the pairs. */
export function combineGroups(pairs: PairSource, options: CombineGroupsOptions): void {
  const { combine, sortValues, pairBytesMax, write } = options;
  const values = new GroupValues(pairs);
  let key: Buffer = Buffer.alloc(0);
  let held: Buffer[] = [];
  let heldBytes = 0;
  const emit = (value: string | Uint8Array) => {
    const bytes =
      typeof value === 'string'
        ? Buffer.from(value)
        : Buffer.from(value.buffer, value.byteOffset, value.length);
    if (key.length + bytes.length > pairBytesMax) throw tooLarge(pairBytesMax);
    if (!sortValues) {
      write(key, bytes);
      return;
    }
    heldBytes += bytes.length;
    if (heldBytes > pairBytesMax) throw tooLarge(pairBytesMax);
    // The combiner may use its buffer again.
    held.push(typeof value === 'string' ? bytes : Buffer.from(bytes));
  };
  for (let first = values.begin(); first !== undefined; first = values.begin()) {
    key = first;
    combine(key, values, emit);
    values.skipRest();
    if (held.length > 1) held.sort((a, b) => a.compare(b));
    for (const value of held) write(key, value);
    held = [];
    heldBytes = 0;
  }
}

function tooLarge(pairBytesMax: number): RangeError {
  return new RangeError(`the combiner emits more than ${pairBytesMax} bytes for a key`);
}

const KEY_BYTES_INITIAL = 256;

/** The values of one key after the other, streamed. */
class GroupValues implements Iterable<Buffer>, Iterator<Buffer> {
  readonly #pairs: PairSource;
  #pair: Pair | undefined;
  #keyBuffer = Buffer.alloc(KEY_BYTES_INITIAL);
  /** The pair at hand is of this group. */
  #isOfGroup = false;
  /** Its value has been given out, and stands until the next is asked for. */
  #isGiven = false;

  constructor(pairs: PairSource) {
    this.#pairs = pairs;
    this.#pair = pairs.next();
  }

  /** Goes to the next key and returns a copy of it that lives as long as the group. */
  begin(): Buffer | undefined {
    const pair = this.#pair;
    if (pair === undefined) return undefined;
    const length = pair.keyEnd - pair.keyStart;
    if (length > this.#keyBuffer.length) this.#keyBuffer = Buffer.alloc(length * 2);
    pair.buffer.copy(this.#keyBuffer, 0, pair.keyStart, pair.keyEnd);
    this.#isOfGroup = true;
    return this.#keyBuffer.subarray(0, length);
  }

  /** A combiner may leave values unread. */
  skipRest(): void {
    while (this.#isOfGroup) this.#advance();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Buffer, undefined> {
    if (this.#isGiven) this.#advance();
    const pair = this.#pair;
    if (!this.#isOfGroup || pair === undefined) return { done: true, value: undefined };
    this.#isGiven = true;
    return { done: false, value: pair.buffer.subarray(pair.keyEnd, pair.valueEnd) };
  }

  #advance(): void {
    this.#pair = this.#pairs.next();
    this.#isOfGroup = this.#pair?.isSameKey === true;
    this.#isGiven = false;
  }
}
