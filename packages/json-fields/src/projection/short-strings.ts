/** Longest text that is kept: what two words of the memory hold. */
export const SHORT_LENGTH_MAX = 8;

const SLOTS_LOG2 = 9;
const SLOTS = 2 ** SLOTS_LOG2;
/** Odd and without a pattern, so that the high bits of a product depend on all bits of the word. */
const LOW_FACTOR = 0x9e3779b1;
const HIGH_FACTOR = 0x85ebca6b;

/** Of the words that begin at a text, the bytes that belong to it, by its length. */
const LOW_MASKS = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1);
const HIGH_MASKS = Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1);

/** Strings that were made of short texts, found again by the texts' bytes. */
export interface ShortStrings {
  /** The string of the text at an address, of one byte a character; undefined when it is not kept. */
  get(address: number, length: number): string | undefined;
  /** Gives back the string of the text that was just not found; it is kept if that was so the last time too. */
  keep(made: string): string;
}

/**
 * The texts of a field are often the same few. One that was met before takes a tenth of the time that a new string
 * does, and as a key of a Map it has its hash already. From wherever a text begins, eight bytes can be read.
 */
export function keepShortStrings(memory: ArrayBuffer): ShortStrings {
  const view = new DataView(memory);
  const lows = new Int32Array(SLOTS);
  const highs = new Int32Array(SLOTS);
  const strings = Array.from({ length: SLOTS }, () => '');
  let slot = 0;
  let isSeen = false;
  return {
    get(address, length) {
      const low = view.getInt32(address, true) & (LOW_MASKS[length] as number);
      const high = view.getInt32(address + 4, true) & (HIGH_MASKS[length] as number);
      slot = (Math.imul(low, LOW_FACTOR) ^ Math.imul(high, HIGH_FACTOR)) >>> (32 - SLOTS_LOG2);
      const kept = strings[slot] as string;
      // The words do not tell how many NULs a text ends with.
      isSeen = lows[slot] === low && highs[slot] === high;
      if (isSeen && kept.length === length) return kept;
      // Whoever asked may throw before there is another string.
      strings[slot] = '';
      lows[slot] = low;
      highs[slot] = high;
      return undefined;
    },
    keep(made) {
      // What is met but once must not grow old for it.
      if (isSeen) strings[slot] = made;
      return made;
    },
  };
}
