import type { Source } from './source.ts';

/** What one worker loads at a time: the lines that begin in a range of a source, or all of it. */
export interface LoadTask {
  /** Place among all tasks in the order of sources and lines, which decides which of equal keys is the last. */
  readonly ordinal: number;
  readonly source: Source;
  /** Undefined: all of it, in order. */
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
    if (!isCuttable(source)) tasks.push({ ordinal, source });
    else tasks.push(...cut(source, source.bytes ?? 0, rangeBytes, ordinal));
  }
  return tasks;
}

/** In which order they are begun: what cannot be cut first, the largest of it before all. */
export function orderTasks(tasks: readonly LoadTask[]): LoadTask[] {
  const whole = tasks.filter(({ range }) => range === undefined);
  const sizeOf = ({ source }: LoadTask): number => source.bytes ?? Number.POSITIVE_INFINITY;
  whole.sort((a, b) => (sizeOf(a) === sizeOf(b) ? a.ordinal - b.ordinal : sizeOf(b) - sizeOf(a)));
  return [...whole, ...tasks.filter(({ range }) => range !== undefined)];
}

/** A checksum is of a part in its order, and so is what compression makes of one. */
function isCuttable({ place, isCompressed, sha256 }: Source): boolean {
  return place.kind === 'file' && !isCompressed && sha256 === undefined;
}

function* cut(source: Source, bytes: number, rangeBytes: number, from: number): Generator<LoadTask> {
  const count = Math.max(Math.ceil(bytes / rangeBytes), 1);
  for (let index = 0; index < count; ++index) {
    const start = Math.floor((bytes / count) * index);
    const end = index === count - 1 ? bytes : Math.floor((bytes / count) * (index + 1));
    yield { ordinal: from + index, source, range: { start, end } };
  }
}
