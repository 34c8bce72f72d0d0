const PAGE_POINTS = 64;
const PAGES = 0x20000 / PAGE_POINTS;
const TABLE_POINTS = 0x800;

/** For each 64 code points up to U+1FFFF 1 if lower case leaves all of them as they are. */
export function caselessPages(): Uint8Array {
  return Uint8Array.from({ length: PAGES }, (_, page) => {
    const points = Array.from({ length: PAGE_POINTS }, (_point, index) => page * PAGE_POINTS + index);
    const text = String.fromCodePoint(...points);
    return Number(text.toLowerCase() === text);
  });
}

/**
 * For each code point up to U+07FF the one that it becomes in lower case; 0 where that is not one of these, or not one
 * alone, or where it depends on what stands beside it: a sigma at the end of a word.
 */
export function lowerPoints(): Uint16Array {
  return Uint16Array.from({ length: TABLE_POINTS }, (_, point) => {
    const letter = String.fromCodePoint(point);
    const lower = letter.toLowerCase();
    const isAlike = `a${letter}`.toLowerCase() === `a${lower}`;
    const isShort = lower.length === 1 && lower.charCodeAt(0) < TABLE_POINTS;
    return isAlike && isShort ? lower.charCodeAt(0) : 0;
  });
}
