/** Lines become pairs of the arena without passing through JavaScript. */
import { writeHead, HEAD_BYTES_MAX } from './pairs.as';
import { copyBytes } from './bytes.as';

// State that JavaScript shares: u32 each.
const USED: usize = 0;
const COUNT: usize = 4;
const LIMIT: usize = 8;
const PAIR_LIMIT: usize = 72;

const NEWLINE: i8 = 10;
const TAB: i8 = 9;

/** What a pair takes in the sort: an entry and its place in the other half. */
export const ENTRY_ROOM_BYTES: u32 = 32;

/** Where the line that starts at `from` ends: at a newline or at `end`. */
export function lineEndOf(from: usize, end: usize): usize {
  const newline = i8x16.splat(NEWLINE);
  for (let at = from; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
    if (mask != 0) {
      const found = at + ctz(mask);
      return found < end ? found : end;
    }
  }
  return end;
}

/** Where the first tab of `[from, end)` is, or `end`. */
export function tabOf(from: usize, end: usize): usize {
  const tab = i8x16.splat(TAB);
  for (let at = from; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), tab));
    if (mask != 0) {
      const found = at + ctz(mask);
      return found < end ? found : end;
    }
  }
  return end;
}

/** Appends the lines of `[from, end)`; returns where it stopped for want of room or at a line that is too long, else `end`. */
export function appendLines(state: usize, from: usize, end: usize, hasTab: bool): usize {
  let used: usize = load<u32>(state, USED);
  let count: u32 = load<u32>(state, COUNT);
  const limit: usize = load<u32>(state, LIMIT);
  const pairLimit = load<u32>(state, PAIR_LIMIT);
  let at = from;
  while (at < end) {
    const lineEnd = lineEndOf(at, end);
    const bytes = (lineEnd - at) as u32;
    if (HEAD_BYTES_MAX + bytes > pairLimit) break;
    if (used + HEAD_BYTES_MAX + bytes + (count + 1) * ENTRY_ROOM_BYTES > limit) break;
    let key = bytes;
    let value: u32 = 0;
    if (hasTab) {
      const tab = tabOf(at, lineEnd);
      if (tab < lineEnd) {
        key = (tab - at) as u32;
        value = bytes - key - 1;
      }
    }
    const keyAt = writeHead(used, key, value);
    copyBytes(keyAt, at, key);
    if (value > 0) copyBytes(keyAt + key, at + key + 1, value);
    used = keyAt + key + value;
    count++;
    at = lineEnd + 1;
  }
  store<u32>(state, used as u32, USED);
  store<u32>(state, count, COUNT);
  return at < end ? at : end;
}
