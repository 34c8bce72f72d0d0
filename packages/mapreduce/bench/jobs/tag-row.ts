import type { MapTask } from '@oremill/mapreduce';
import type { output } from '../../examples/tag-statistics.ts';

type Row = Parameters<typeof output.encodeRow>[0];
type OtherFields = Row extends [unknown, ...infer Others] ? Others : never;

const LENGTH_LIMIT = 10;

/** `Sun, 06 Sep 2009 11:36:20 +0000`: its parts are where they always are. A fifth of the time of `split`. */
const USUAL_DATE = /^[^ ,:]{3}, [^ ,:]{2} [^ ,:]{3} [^ ,:]{4} [^ ,:]{2}:[^ ,:]{2}:[^ ,:]{2} [^ ,:]{5}$/;
/** The same without its comma; no other check than that there are enough parts. */
const DATE = /^([^ ]*) [^ ]* ([^ ]*) ([^ ]*) ([^ :]*):([^ :]*):([^ :]*)/;
type DateParts = [weekday: string, month: string, year: string, hour: string, minute: string, second: string];

/** The main job's row of a bookmark that has tags, whose terms are strings. */
export function emitRow(
  id: unknown,
  updated: unknown,
  tags: readonly { readonly term: string }[],
  task: Pick<MapTask<string, OtherFields>, 'emit' | 'count'>,
): void {
  if (tags.length === 0) throw new Error('tags is empty');
  if (typeof id !== 'string') throw new Error('id is not a string');
  if (typeof updated !== 'string') throw new Error('updated is not a string');
  const [weekday, month, year, hour, minute, second] = splitDate(updated);
  const counts: [number, number, number, number, number, number, number, number, number, number] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  let sum = 0;
  for (const { term } of tags) {
    const length = codePointsOf(term);
    if (length >= LENGTH_LIMIT) continue;
    sum += length;
    counts[length] = (counts[length] as number) + 1;
  }
  const average = sum / tags.length;
  task.emit(id, [weekday, month, year, hour, minute, second, tags.length, sum, average, ...counts]);
  task.count('mapper', 'kept_entries');
}

function splitDate(date: string): DateParts {
  if (USUAL_DATE.test(date)) {
    return [
      date.slice(0, 3),
      date.slice(8, 11),
      date.slice(12, 16),
      date.slice(17, 19),
      date.slice(20, 22),
      date.slice(23, 25),
    ];
  }
  const parts = DATE.exec(date.replaceAll(',', ''));
  if (parts === null) throw new Error('updated has too few parts');
  return parts.slice(1) as DateParts;
}

/** Code points of a term, or at least the limit when there are as many or more. */
function codePointsOf(term: string): number {
  // A code point has one unit or two, so a longer term need not be counted.
  if (term.length >= 2 * LENGTH_LIMIT) return LENGTH_LIMIT;
  let pairs = 0;
  for (let unit = 1; unit < term.length; unit += 1) {
    // The second half of a pair counts only behind a first half.
    if (isLowSurrogate(term.charCodeAt(unit)) && isHighSurrogate(term.charCodeAt(unit - 1))) pairs += 1;
  }
  return term.length - pairs;
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
