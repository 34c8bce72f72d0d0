/** Where a value lies, in pixels. */
export interface Scale {
  (value: number): number;
  /** Values that are labelled. */
  readonly ticks: readonly number[];
}

export interface Axis {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly isLog?: boolean;
  readonly format: (value: number) => string;
  /** Values to label; round ones without them. */
  readonly ticks?: readonly number[];
}

/** A domain that is a point, or below zero on a logarithmic axis, is widened so that it can be drawn. */
export function scaleOf({ domain, isLog, ticks }: Axis, [from, to]: readonly [number, number]): Scale {
  const [low, high] = widened(domain, isLog === true);
  const place = isLog
    ? (value: number) => Math.log(Math.max(value, low) / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  const scale = (value: number) => from + Math.min(1, Math.max(0, place(value))) * (to - from);
  const shown = (ticks ?? (isLog ? powersOfTen(low, high) : roundSteps(low, high))).filter(
    (tick) => tick >= low && tick <= high,
  );
  return Object.assign(scale, { ticks: shown });
}

function widened([low, high]: readonly [number, number], isLog: boolean): [number, number] {
  if (!isLog) return high > low ? [low, high] : [low, low + 1];
  const least = low > 0 ? low : high > 0 ? high / 1000 : 1;
  return high > least ? [least, high] : [least / 2, least * 2];
}

const TICKS_MAX = 6;

/** 1, 10, 100 …; where there are many, only each second or third of them. */
export function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / TICKS_MAX));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += step) ticks.push(10 ** power);
  return ticks;
}

/** Multiples of 1, 2 or 5 times a power of ten: at most six. */
export function roundSteps(low: number, high: number): number[] {
  const rough = (high - low) / (TICKS_MAX - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((one) => one >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}
