/** Lays sorted pairs one behind the other, as they will stand in the spill. */
import { ADDRESS, ENTRY_BYTES, fieldAt, fieldBytes, locateKey } from './entries.as';
import { readHead, keyAt, keyBytes, valueBytes, writeHead, HEAD_BYTES_MAX, integerBytes, writeInteger } from './pairs.as';
import { copyBytes } from './bytes.as';
import { SLOT_SUM } from './slots.as';

// State that JavaScript shares: u32 each.
const NEXT: usize = 12;
const OUT: usize = 16;
const PAIR_BYTES_MAX: usize = 20;

/** Lays out the pairs of entries `[NEXT, end)` from OUT on until `outEnd`; a pair that does not fit is left to the caller. */
export function layOutPairs(state: usize, entries: usize, end: u32, outEnd: usize): void {
  let out: usize = load<u32>(state, OUT);
  let bytesMax = load<u32>(state, PAIR_BYTES_MAX);
  let entry = entries + load<u32>(state, NEXT) * ENTRY_BYTES;
  const entriesEnd = entries + end * ENTRY_BYTES;
  for (; entry < entriesEnd; entry += ENTRY_BYTES) {
    const at: usize = load<u32>(entry, ADDRESS);
    readHead(at);
    const bytes = ((keyAt - at) as u32) + keyBytes + valueBytes;
    if (bytes > bytesMax) bytesMax = bytes;
    if (out + bytes > outEnd) break;
    copyBytes(out, at, bytes);
    out += bytes;
  }
  store<u32>(state, ((entry - entries) / ENTRY_BYTES) as u32, NEXT);
  store<u32>(state, out as u32, OUT);
  store<u32>(state, bytesMax, PAIR_BYTES_MAX);
}

/** The same for slots of the sum table: their sums are the values. */
export function layOutSums(state: usize, entries: usize, end: u32, outEnd: usize): void {
  let out: usize = load<u32>(state, OUT);
  let bytesMax = load<u32>(state, PAIR_BYTES_MAX);
  let entry = entries + load<u32>(state, NEXT) * ENTRY_BYTES;
  const entriesEnd = entries + end * ENTRY_BYTES;
  for (; entry < entriesEnd; entry += ENTRY_BYTES) {
    const slot: usize = load<u32>(entry, ADDRESS);
    locateKey(slot);
    const sum = load<i64>(slot, SLOT_SUM);
    const value = integerBytes(sum);
    const bytes = HEAD_BYTES_MAX + fieldBytes + value;
    if (bytes > bytesMax) bytesMax = bytes;
    if (out + bytes > outEnd) break;
    const key = writeHead(out, fieldBytes, value);
    copyBytes(key, fieldAt, fieldBytes);
    out = key + fieldBytes;
    writeInteger(out, sum, value);
    out += value;
  }
  store<u32>(state, ((entry - entries) / ENTRY_BYTES) as u32, NEXT);
  store<u32>(state, out as u32, OUT);
  store<u32>(state, bytesMax, PAIR_BYTES_MAX);
}
