/**
 * Merges sorted segments with a tree of losers. Each reader stands at a pair of its segment; when the next one is not
 * in memory, the merge stops, JavaScript reads on, and the merge goes on where it was.
 */
import { compareBytes, copyBytes, sharedLength, wordAt } from './bytes.as';
import {
  readHead, keyAt as headKeyAt, keyBytes as headKeyBytes, valueBytes as headValueBytes, writeHead, writeLength,
  HEAD_BYTES_MAX, INTEGER_BYTES_MAX, NOT_AN_INTEGER, integerBytes, isSafe, readInteger, writeInteger,
} from './pairs.as';

// A reader, 64 bytes; those of earlier segments stand before those of later ones.
const NEXT: usize = 0;
const FILLED: usize = 4;
/** The file has more than what is in memory. */
const HAS_MORE: usize = 8;
const KEY_AT: usize = 12;
const KEY_BYTES: usize = 16;
const VALUE_BYTES: usize = 20;
const WORD: usize = 24;
const IS_EXHAUSTED: usize = 32;
/** The node of the tree above the reader. */
const NODE: usize = 36;
const READER_BYTES: u32 = 64;

// State of a merge, shared with JavaScript.
/** The winner, then the losers: one u32 for each reader. */
const TREE: usize = 0;
const READERS: usize = 4;
const READER_COUNT: usize = 8;
const OUT: usize = 12;
const ROWS: usize = 16;
/** The winner's pair has been taken. */
const IS_TAKEN: usize = 20;
const SHARED: usize = 24;
const SORTS_VALUES: usize = 28;
/** Where the next row is described, if rows are. */
const DESCRIPTION: usize = 32;
const STARVED: usize = 36;
/** The sum that is being built: its row begins here, zero if there is none. */
const ROW_AT: usize = 40;
const ROW_KEY_AT: usize = 44;
const ROW_KEY_BYTES: usize = 48;
const ROW_VALUE_AT: usize = 52;
const ROW_SUM: usize = 56;

// What rows look like.
const AS_PAIRS: u32 = 0;
const AS_ROWS: u32 = 1;
const AS_KEYS: u32 = 2;
/** Key and value, with a description elsewhere: key's start, key's end, value's end, whether the key is the last one's. */
const AS_DESCRIBED: u32 = 3;

// How a call ended.
const DONE: u32 = 0;
const FULL: u32 = 1;
const IS_STARVED: u32 = 2;
const UNSAFE: u32 = 3;
const NOT_A_NUMBER: u32 = 4;

// Of the merge at hand; each call sets them.
let shared: u32 = 0;
let sortsValues: bool = false;

/** Moves a reader to its next pair; false when that is not in memory. */
function advance(reader: usize): bool {
  const at: usize = load<u32>(reader, NEXT);
  const filled: usize = load<u32>(reader, FILLED);
  if (at + HEAD_BYTES_MAX > filled) {
    if (load<u32>(reader, HAS_MORE) != 0) return false;
    if (at == filled) {
      store<u32>(reader, 1, IS_EXHAUSTED);
      store<u64>(reader, u64.MAX_VALUE, WORD);
      return true;
    }
  }
  readHead(at);
  const key = headKeyAt;
  const bytes = headKeyBytes;
  const next = key + bytes + headValueBytes;
  if (next > filled) return false;
  store<u32>(reader, next as u32, NEXT);
  store<u32>(reader, key as u32, KEY_AT);
  store<u32>(reader, bytes, KEY_BYTES);
  store<u32>(reader, headValueBytes, VALUE_BYTES);
  store<u64>(reader, wordAt(key + shared, bytes - shared), WORD);
  return true;
}

/** Moves a reader to its first pair. */
export function decodeFirst(reader: usize): bool {
  shared = 0;
  return advance(reader);
}

/** Order of two readers whose words are equal. */
function isBeforeTied(a: usize, b: usize): bool {
  if (load<u32>(a, IS_EXHAUSTED) != 0) return false;
  if (load<u32>(b, IS_EXHAUSTED) != 0) return true;
  const aKey: usize = load<u32>(a, KEY_AT);
  const aBytes = load<u32>(a, KEY_BYTES);
  const bKey: usize = load<u32>(b, KEY_AT);
  const bBytes = load<u32>(b, KEY_BYTES);
  let order = compareBytes(aKey + shared, aBytes - shared, bKey + shared, bBytes - shared);
  if (order == 0 && sortsValues)
    order = compareBytes(aKey + aBytes, load<u32>(a, VALUE_BYTES), bKey + bBytes, load<u32>(b, VALUE_BYTES));
  return order == 0 ? a < b : order < 0;
}

// @ts-ignore: decorator
@inline
function isBefore(a: usize, b: usize): bool {
  const aWord = load<u64>(a, WORD);
  const bWord = load<u64>(b, WORD);
  return aWord == bWord ? isBeforeTied(a, b) : aWord < bWord;
}

/** Builds the tree over readers that stand at their first pairs. */
export function startMerge(state: usize): void {
  const readers: usize = load<u32>(state, READERS);
  const count = load<u32>(state, READER_COUNT);
  const tree: usize = load<u32>(state, TREE);
  sortsValues = load<u32>(state, SORTS_VALUES) != 0;
  const end = readers + count * READER_BYTES;
  const first: usize = load<u32>(readers, KEY_AT);
  shared = load<u32>(state, SHARED);
  for (let reader = readers + READER_BYTES; reader < end; reader += READER_BYTES)
    shared = sharedLength(first, load<u32>(reader, KEY_AT), shared);
  store<u32>(state, shared, SHARED);
  memory.fill(tree, 0, count << 2);
  for (let index: u32 = 0; index < count; index++) {
    let reader = readers + index * READER_BYTES;
    const key: usize = load<u32>(reader, KEY_AT);
    store<u64>(reader, wordAt(key + shared, load<u32>(reader, KEY_BYTES) - shared), WORD);
    let node = (index + count) >>> 1;
    store<u32>(reader, node, NODE);
    while (node > 0) {
      const place = tree + (node << 2);
      const other: usize = load<u32>(place);
      if (other == 0) {
        // Waits here for the winner of the other side.
        store<u32>(place, reader as u32);
        break;
      }
      if (isBefore(other, reader)) {
        store<u32>(place, reader as u32);
        reader = other;
      }
      node >>>= 1;
    }
    if (node == 0) store<u32>(tree, reader as u32);
  }
}

function closeSum(state: usize, form: u32): usize {
  const sum = load<i64>(state, ROW_SUM);
  let at: usize = load<u32>(state, ROW_VALUE_AT);
  const bytes = integerBytes(sum);
  if (form != AS_KEYS) {
    writeInteger(at, sum, bytes);
    at += bytes;
  }
  if (form == AS_PAIRS) {
    store<u8>((load<u32>(state, ROW_KEY_AT) as usize) - 1, bytes);
  } else if (form == AS_DESCRIBED) {
    const description: usize = load<u32>(state, DESCRIPTION);
    const key = load<u32>(state, ROW_KEY_AT);
    store<u32>(description, key);
    store<u32>(description, key + load<u32>(state, ROW_KEY_BYTES), 4);
    store<u32>(description, at as u32, 8);
    store<u32>(description, 0, 12);
    store<u32>(state, (description + 16) as u32, DESCRIPTION);
  } else {
    store<u8>(at, 10);
    at++;
  }
  store<u32>(state, 0, ROW_AT);
  return at;
}

/** Opens the row of a sum: all but the value. */
function openSum(state: usize, form: u32, out: usize, key: usize, bytes: u32): void {
  let at = out;
  // A sum has fewer digits than need a second byte for their length.
  if (form == AS_PAIRS) at = writeLength(at, bytes) + 1;
  copyBytes(at, key, bytes);
  store<u32>(state, out as u32, ROW_AT);
  store<u32>(state, at as u32, ROW_KEY_AT);
  store<u32>(state, bytes, ROW_KEY_BYTES);
  at += bytes;
  if (form == AS_ROWS) store<u8>(at++, 9);
  store<u32>(state, at as u32, ROW_VALUE_AT);
}

/** Replays the matches of the reader that has moved on; returns the winner. */
// @ts-ignore: decorator
@inline
function replay(tree: usize, moved: usize): usize {
  let winner = moved;
  let word = load<u64>(winner, WORD);
  for (let node = load<u32>(moved, NODE); node > 0; node >>>= 1) {
    const place = tree + (node << 2);
    const loser: usize = load<u32>(place);
    const other = load<u64>(loser, WORD);
    if (other > word) continue;
    if (other == word && !isBeforeTied(loser, winner)) continue;
    store<u32>(place, winner as u32);
    winner = loser;
    word = other;
  }
  store<u32>(tree, winner as u32);
  return winner;
}

/** Writes up to `rowsMax` rows from OUT on, none of them beyond `outEnd`; with `hasSums` one for each key. */
export function mergePairs(state: usize, form: u32, rowsMax: u32, outEnd: usize, hasSums: bool): u32 {
  const tree: usize = load<u32>(state, TREE);
  shared = load<u32>(state, SHARED);
  sortsValues = load<u32>(state, SORTS_VALUES) != 0;
  let winner: usize = load<u32>(tree);
  let isTaken = load<u32>(state, IS_TAKEN) != 0;
  let out: usize = load<u32>(state, OUT);
  let rows = load<u32>(state, ROWS);
  let status = DONE;
  while (true) {
    if (isTaken) {
      if (!advance(winner)) {
        store<u32>(state, winner as u32, STARVED);
        status = IS_STARVED;
        break;
      }
      winner = replay(tree, winner);
      isTaken = false;
    }
    const isOpen = hasSums && load<u32>(state, ROW_AT) != 0;
    if (load<u32>(winner, IS_EXHAUSTED) != 0) {
      if (isOpen) {
        out = closeSum(state, form);
        rows++;
      }
      break;
    }
    const key: usize = load<u32>(winner, KEY_AT);
    const keyBytes = load<u32>(winner, KEY_BYTES);
    const valueBytes = load<u32>(winner, VALUE_BYTES);
    if (hasSums) {
      const value = readInteger(key + keyBytes, valueBytes);
      if (value == NOT_AN_INTEGER) {
        status = NOT_A_NUMBER;
        break;
      }
      if (isOpen) {
        if (load<u32>(state, ROW_KEY_BYTES) == keyBytes && sharedLength(load<u32>(state, ROW_KEY_AT), key, keyBytes) == keyBytes) {
          const sum = load<i64>(state, ROW_SUM) + value;
          if (!isSafe(sum)) {
            status = UNSAFE;
            break;
          }
          store<i64>(state, sum, ROW_SUM);
          isTaken = true;
          continue;
        }
        out = closeSum(state, form);
        rows++;
      }
      if (rows >= rowsMax || out + keyBytes + (HEAD_BYTES_MAX + INTEGER_BYTES_MAX + 2) > outEnd) {
        status = FULL;
        break;
      }
      openSum(state, form, out, key, keyBytes);
      store<i64>(state, value, ROW_SUM);
      isTaken = true;
      continue;
    }
    if (rows >= rowsMax || out + keyBytes + valueBytes + HEAD_BYTES_MAX > outEnd) {
      status = FULL;
      break;
    }
    if (form == AS_ROWS) {
      copyBytes(out, key, keyBytes);
      out += keyBytes;
      store<u8>(out, 9);
      copyBytes(out + 1, key + keyBytes, valueBytes);
      out += valueBytes + 1;
      store<u8>(out, 10);
      out++;
    } else if (form == AS_KEYS) {
      copyBytes(out, key, keyBytes);
      out += keyBytes;
      store<u8>(out, 10);
      out++;
    } else if (form == AS_PAIRS) {
      const to = writeHead(out, keyBytes, valueBytes);
      copyBytes(to, key, keyBytes + valueBytes);
      out = to + keyBytes + valueBytes;
    } else {
      const description: usize = load<u32>(state, DESCRIPTION);
      copyBytes(out, key, keyBytes + valueBytes);
      // The first row of a batch has none before it here: JavaScript keeps that key.
      let isSame = false;
      if (rows > 0) {
        const lastKey = load<u32>(description - 16);
        const lastBytes = load<u32>(description - 12) - lastKey;
        isSame = lastBytes == keyBytes && sharedLength(lastKey, out, keyBytes) == keyBytes;
      }
      store<u32>(description, out as u32);
      store<u32>(description, (out as u32) + keyBytes, 4);
      out += keyBytes + valueBytes;
      store<u32>(description, out as u32, 8);
      store<u32>(description, isSame as u32, 12);
      store<u32>(state, (description + 16) as u32, DESCRIPTION);
    }
    rows++;
    isTaken = true;
  }
  store<u32>(state, out as u32, OUT);
  store<u32>(state, rows, ROWS);
  store<u32>(state, isTaken as u32, IS_TAKEN);
  return status;
}
