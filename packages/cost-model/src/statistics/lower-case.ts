const PAGE_POINTS = 64;
const POINTS = 0x20000;
const TABLE_POINTS = 0x800;

/** For each 64 code points up to U+1FFFF 1 if lower case leaves all of them as they are; 0 below U+0800, which has a table. */
export function caselessPages(): Uint8Array {
  const pages = new Uint8Array(POINTS / PAGE_POINTS);
  // All at once takes a millisecond. Nothing from here on becomes longer, so that places stay.
  const basic = textOf(TABLE_POINTS, 0x10000);
  const beyond = textOf(0x10000, POINTS);
  markCaseless(pages.subarray(TABLE_POINTS / PAGE_POINTS), basic, PAGE_POINTS);
  markCaseless(pages.subarray(0x10000 / PAGE_POINTS), beyond, 2 * PAGE_POINTS);
  return pages;
}

function textOf(first: number, end: number): string {
  const isBasic = end <= 0x10000;
  const units = new Uint16Array((end - first) * (isBasic ? 1 : 2));
  for (let point = first; point < end; point += 1) {
    if (isBasic) {
      units[point - first] = point;
    } else {
      const at = (point - first) * 2;
      units[at] = 0xd7c0 + (point >> 10);
      units[at + 1] = 0xdc00 | (point & 0x3ff);
    }
  }
  return Buffer.from(units.buffer).toString('utf16le');
}

function markCaseless(pages: Uint8Array, text: string, pageUnits: number): void {
  const lower = text.toLowerCase();
  for (let from = 0; from < text.length; from += pageUnits) {
    const isSame = text.slice(from, from + pageUnits) === lower.slice(from, from + pageUnits);
    pages[from / pageUnits] = Number(isSame);
  }
}

/**
 * For each code point up to U+07FF the one that it becomes in lower case; 0 where that is not one of these, or not one
 * alone, or where it depends on what stands beside it: a sigma at the end of a word.
 */
export function lowerPoints(): Uint16Array {
  return Uint16Array.from({ length: TABLE_POINTS }, (_, point) => {
    const letter = String.fromCharCode(point);
    const lower = letter.toLowerCase();
    const isAlike = `a${letter}`.toLowerCase() === `a${lower}`;
    const isShort = lower.length === 1 && lower.charCodeAt(0) < TABLE_POINTS;
    return isAlike && isShort ? lower.charCodeAt(0) : 0;
  });
}
