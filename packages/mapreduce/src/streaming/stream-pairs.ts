import assert from 'node:assert/strict';
import type { Lines } from '../map/lines.ts';
import { unescapeStreamField } from './stream-field.ts';

const TAB = 9;
const PAIR_BYTES_INITIAL = 4096;

/** A pair as it stands in a buffer: key `[keyStart, keyEnd)`, value `[keyEnd, valueEnd)`. */
interface Pair {
  buffer: Buffer;
  readonly keyStart: number;
  keyEnd: number;
  valueEnd: number;
  /** The key is the one of the pair before it. */
  isSameKey: boolean;
}

/**
 * The pairs of sorted lines, `key TAB value`; each is valid until the next. A line without a tab is a key with an
 * empty value, whose tab some tool has taken away.
 */
export class StreamPairs {
  readonly #lines: Lines;
  #pair = newPair();
  /** The pair before, whose buffer the next one takes. */
  #before = newPair();
  #isFirst = true;

  /** The lines are read without waiting. */
  constructor(lines: Lines) {
    this.#lines = lines;
  }

  next(): Pair | undefined {
    const lines = this.#lines;
    while (!lines.next()) {
      const isFilled = lines.fill();
      assert(typeof isFilled === 'boolean', 'sorted lines are read without waiting');
      if (!isFilled) return undefined;
    }
    if (lines.isTooLong) throw new RangeError(`a line of ${lines.lineBytes} bytes is longer than is allowed`);
    const pair = this.#before;
    this.#before = this.#pair;
    this.#pair = pair;
    this.#read(pair);
    const { buffer, keyEnd } = this.#before;
    pair.isSameKey =
      !this.#isFirst && keyEnd === pair.keyEnd && buffer.compare(pair.buffer, 0, keyEnd, 0, keyEnd) === 0;
    this.#isFirst = false;
    return pair;
  }

  #read(pair: Pair): void {
    const { buffer, lineStart, lineEnd, lineBytes } = this.#lines;
    if (pair.buffer.length < lineBytes) pair.buffer = Buffer.allocUnsafeSlow(lineBytes * 2);
    const tab = buffer.subarray(lineStart, lineEnd).indexOf(TAB);
    const fieldEnd = tab === -1 ? lineEnd : lineStart + tab;
    pair.keyEnd = unescapeStreamField(buffer, lineStart, fieldEnd, pair.buffer, 0);
    const valueStart = Math.min(fieldEnd + 1, lineEnd);
    pair.valueEnd = unescapeStreamField(buffer, valueStart, lineEnd, pair.buffer, pair.keyEnd);
  }
}

function newPair(): Pair {
  return {
    buffer: Buffer.allocUnsafeSlow(PAIR_BYTES_INITIAL),
    keyStart: 0,
    keyEnd: 0,
    valueEnd: 0,
    isSameKey: false,
  };
}
