// Counts the symbols of a block of deflate, and tells its bits in the shortest of the three ways to write it.
import {
  buildTree,
  FREQUENCIES,
  lengthOf,
  TREE_BYTES,
} from './tree.as';

const LITERALS: i32 = 286;
const DISTANCES: i32 = 30;
const CODE_LENGTHS: i32 = 19;
const END_OF_BLOCK: usize = 256;

const BITS_MAX: i32 = 15;
const CODE_LENGTH_BITS_MAX: i32 = 7;

// Symbols of the lengths of codes: the last one again, and zeros, a few or many.
const AGAIN: usize = 16;
const ZEROS: usize = 17;
const MANY_ZEROS: usize = 18;
/** The order in which lengths of these symbols are written, which may end early (RFC 1951, 3.2.7). */
const ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

let literals: usize = 0;
let distances: usize = 0;
let codeLengths: usize = 0;

/** Literals and matches of the block. */
export let symbols: u32 = 0;
/** Bits behind the codes of lengths and distances. */
let extraBits: u32 = 0;

/** The trees lie one behind the other from here on. */
export function placeBlock(address: usize): void {
  literals = address;
  distances = address + TREE_BYTES;
  codeLengths = address + 2 * TREE_BYTES;
}

export function openBlock(): void {
  memory.fill(literals + FREQUENCIES, 0, <usize>LITERALS << 2);
  memory.fill(distances + FREQUENCIES, 0, <usize>DISTANCES << 2);
  store<u32>(literals + FREQUENCIES + (END_OF_BLOCK << 2), 1);
  symbols = 0;
  extraBits = 0;
}

// @ts-ignore: decorator
@inline
function count(tree: usize, symbol: usize): void {
  const at = tree + FREQUENCIES + (symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
export function tallyLiteral(byte: u32): void {
  symbols += 1;
  count(literals, byte);
}

export function tallyMatch(length: u32, distance: u32): void {
  symbols += 1;
  const lengthCode = codeOfLength(length - 3);
  count(literals, END_OF_BLOCK + 1 + <usize>lengthCode);
  const distanceCode = codeOfDistance(distance - 1);
  count(distances, <usize>distanceCode);
  extraBits += extraOfLength(lengthCode) + extraOfDistance(distanceCode);
}

/** Codes come in fours, each four with one bit more behind it; 258 has a code of its own. */
function codeOfLength(length: u32): u32 {
  if (length < 8) return length;
  if (length == 255) return 28;
  const high = 31 - clz(length);
  return ((high - 1) << 2) + ((length >> (high - 2)) & 3);
}

function extraOfLength(code: u32): u32 {
  return code < 8 || code == 28 ? 0 : (code >> 2) - 1;
}

/** Codes come in pairs. */
function codeOfDistance(distance: u32): u32 {
  if (distance < 4) return distance;
  const high = 31 - clz(distance);
  return (high << 1) + ((distance >> (high - 1)) & 1);
}

function extraOfDistance(code: u32): u32 {
  return code < 4 ? 0 : (code >> 1) - 1;
}

/** Bits of the block, which begins behind `before` bits and stands for so many bytes. */
export function blockBits(before: u64, bytes: u32): u64 {
  const fixed = fixedBits();
  const literalBits = buildTree(literals, LITERALS, BITS_MAX);
  const distanceBits = buildTree(distances, DISTANCES, BITS_MAX);
  const own = literalBits + distanceBits + extraBits + headerBits();
  const fixedBytes = (fixed + 3 + 7) >> 3;
  const ownBytes = (own + 3 + 7) >> 3;
  if (bytes + 4 <= min(fixedBytes, ownBytes)) {
    // As they are, from the next byte on, behind their number and its complement.
    const padding = <u64>(-<i64>(before + 3) & 7);
    return 3 + padding + ((<u64>bytes + 4) << 3);
  }
  return 3 + <u64>(fixedBytes <= ownBytes ? fixed : own);
}

/** Bits of the symbols in the codes that are fixed. */
function fixedBits(): u32 {
  let bits = extraBits;
  for (let symbol: usize = 0; symbol < <usize>LITERALS; symbol += 1) {
    const length: u32 = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
    bits += load<u32>(literals + FREQUENCIES + (symbol << 2)) * length;
  }
  for (let symbol: usize = 0; symbol < <usize>DISTANCES; symbol += 1) {
    bits += load<u32>(distances + FREQUENCIES + (symbol << 2)) * 5;
  }
  return bits;
}

/** Bits that tell the codes of the block. */
function headerBits(): u32 {
  memory.fill(codeLengths + FREQUENCIES, 0, <usize>CODE_LENGTHS << 2);
  countRuns(literals);
  countRuns(distances);
  const repeated =
    2 * load<u32>(codeLengths + FREQUENCIES + (AGAIN << 2)) +
    3 * load<u32>(codeLengths + FREQUENCIES + (ZEROS << 2)) +
    7 * load<u32>(codeLengths + FREQUENCIES + (MANY_ZEROS << 2));
  const bits = buildTree(codeLengths, CODE_LENGTHS, CODE_LENGTH_BITS_MAX);
  let last: usize = 18;
  while (last > 3 && lengthOf(codeLengths, load<u8>(ORDER + last)) == 0) last -= 1;
  return bits + repeated + 3 * (<u32>last + 1) + 5 + 5 + 4;
}

/** Counts the symbols that tell the lengths of a tree's codes. */
function countRuns(tree: usize): void {
  const last = load<i32>(tree);
  let before: i32 = -1;
  let length = <i32>lengthOf(tree, 0);
  let run: u32 = 0;
  for (let symbol: i32 = 0; symbol <= last; symbol += 1) {
    const next = symbol == last ? -1 : <i32>lengthOf(tree, <u32>symbol + 1);
    run += 1;
    const runMax: u32 = length == 0 ? 138 : length == before ? 6 : 7;
    if (run < runMax && length == next) continue;
    const runMin: u32 = length == 0 || length == before ? 3 : 4;
    if (run < runMin) {
      const at = codeLengths + FREQUENCIES + (<usize>length << 2);
      store<u32>(at, load<u32>(at) + run);
    } else if (length != 0) {
      if (length != before) count(codeLengths, <usize>length);
      count(codeLengths, AGAIN);
    } else {
      count(codeLengths, run <= 10 ? ZEROS : MANY_ZEROS);
    }
    run = 0;
    before = length;
    length = next;
  }
}
