/** Bytes compared here; long equal beginnings are left to the native comparison. */
const COMPARED_HERE_MAX = 64;

/** Order of two byte ranges, as `LC_ALL=C sort` sees it. A native call costs more than a short loop. */
export function compareBytes(
  a: Buffer,
  aStart: number,
  aEnd: number,
  b: Buffer,
  bStart: number,
  bEnd: number,
): number {
  const aLength = aEnd - aStart;
  const bLength = bEnd - bStart;
  const shared = Math.min(aLength, bLength);
  const here = Math.min(shared, COMPARED_HERE_MAX);
  for (let at = 0; at < here; at += 1) {
    const difference = (a[aStart + at] as number) - (b[bStart + at] as number);
    if (difference !== 0) return difference;
  }
  return here === shared ? aLength - bLength : a.compare(b, bStart + here, bEnd, aStart + here, aEnd);
}
