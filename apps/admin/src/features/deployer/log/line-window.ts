export const LINE_PX = 18;

/** Browsers cut an element at 17 to 33 million pixels: above this, a pixel of the scroller is more than one of the text. */
const HEIGHT_PX_MAX = 10_000_000;

export interface LineWindow {
  /** First line that is drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first drawn line is in the scroller. */
  readonly topPx: number;
}

/** How high the inside of the scroller is. */
export function heightPx(lines: number): number {
  return Math.min(lines * LINE_PX, HEIGHT_PX_MAX);
}

/** What is in view at a place of the scroller. */
export function windowAt(lines: number, scrollPx: number, viewPx: number): LineWindow {
  const textPx = textPxOf(lines, scrollPx, viewPx);
  const first = Math.max(0, Math.min(Math.floor(textPx / LINE_PX), lines - 1));
  const end = Math.min(lines, first + Math.ceil(viewPx / LINE_PX) + 1);
  return { first, end, topPx: scrollPx - (textPx - first * LINE_PX) };
}

/** Where to scroll so that a line is a third down the view. */
export function scrollTo(lines: number, line: number, viewPx: number): number {
  const roomPx = lines * LINE_PX - viewPx;
  const textPx = Math.max(0, Math.min(line * LINE_PX - viewPx / 3, roomPx));
  return roomPx <= 0 ? 0 : (textPx / roomPx) * (heightPx(lines) - viewPx);
}

function textPxOf(lines: number, scrollPx: number, viewPx: number): number {
  const room = heightPx(lines) - viewPx;
  if (room <= 0) return 0;
  return (Math.min(scrollPx, room) / room) * (lines * LINE_PX - viewPx);
}
