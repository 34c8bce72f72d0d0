import type { Source } from './source.ts';

/** What one worker loads at a time: the lines that begin in a range of a source, or all of it. */
export interface LoadTask {
  /** Place among all tasks in the order of sources and lines, which decides which of equal keys is the last. */
  readonly ordinal: number;
  readonly source: Source;
  /** Undefined of what is not a file of plain lines. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** Each worker gets several, so that none is left alone with the end. */
const RANGES_A_WORKER = 8;
const RANGE_BYTES_MIN = 4 * 1024 * 1024;
const RANGE_BYTES_MAX = 64 * 1024 * 1024;

/** Cuts what can be cut. Sources in the order given. */
export function planTasks(
  sources: readonly Source[],
  workers: number,
  rangeBytesMin = RANGE_BYTES_MIN,
): LoadTask[] {
  const bytes = sources.reduce((sum, source) => sum + (source.bytes ?? 0), 0);
  const even = Math.ceil(bytes / (workers * RANGES_A_WORKER));
  const rangeBytes = Math.min(Math.max(even, rangeBytesMin), RANGE_BYTES_MAX);
  const tasks: LoadTask[] = [];
  for (const source of sources) {
    const ordinal = tasks.length;
    const { place, isCompressed, sha256, bytes: end = 0 } = source;
    if (place.kind !== 'file' || isCompressed) tasks.push({ ordinal, source });
    // A checksum is of all bytes in their order.
    else if (sha256 !== undefined) tasks.push({ ordinal, source, range: { start: 0, end } });
    else tasks.push(...cut(source, end, rangeBytes, ordinal));
  }
  return tasks;
}

/** In which order they are begun: what cannot be cut first, the largest of it before all. */
export function orderTasks(tasks: readonly LoadTask[]): LoadTask[] {
  const whole = tasks.filter(isWhole);
  const sizeOf = ({ source }: LoadTask): number => source.bytes ?? Number.POSITIVE_INFINITY;
  whole.sort((a, b) => (sizeOf(a) === sizeOf(b) ? a.ordinal - b.ordinal : sizeOf(b) - sizeOf(a)));
  return [...whole, ...tasks.filter((task) => !isWhole(task))];
}

function isWhole({ source, range }: LoadTask): boolean {
  return range === undefined || (range.start === 0 && range.end === source.bytes);
}

function* cut(source: Source, bytes: number, rangeBytes: number, from: number): Generator<LoadTask> {
  const count = Math.max(Math.ceil(bytes / rangeBytes), 1);
  for (let index = 0; index < count; ++index) {
    const start = Math.floor((bytes / count) * index);
    const end = index === count - 1 ? bytes : Math.floor((bytes / count) * (index + 1));
    yield { ordinal: from + index, source, range: { start, end } };
  }
}
