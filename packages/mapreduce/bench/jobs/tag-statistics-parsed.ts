import { defineJob, firstField, identity, jsonLines, otherFields } from '@oremill/mapreduce';
import { output } from './tag-statistics-table.ts';

const LENGTH_LIMIT = 10;

/** The main job on whatever `JSON.parse` gives. */
export default defineJob({
  name: 'tag-statistics-parsed',
  summary: 'Number and lengths of the tags of each bookmark',
  input: jsonLines,
  skipped: { group: 'mapper', name: 'skipped_entries' },
  key: firstField(output),
  value: otherFields(output),
  sortValues: true,
  output,
  reducer: identity,
  mapper(record, task) {
    if (!isObject(record)) throw new Error('not an object');
    if (!Object.hasOwn(record, 'tags')) return;
    const { tags, updated, id } = record;
    if (!Array.isArray(tags) || tags.length === 0) throw new Error('tags is not an array of one or more');
    if (typeof id !== 'string') throw new Error('id is not a string');
    const [weekday, , month, year, time] = splitUpdated(updated);
    const [hour, minute, second] = splitTime(time);
    let sum = 0;
    const counts: [number, number, number, number, number, number, number, number, number, number] = [
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    for (const tag of tags) {
      const length = tagLength(tag);
      if (length >= LENGTH_LIMIT) continue;
      sum += length;
      counts[length] = (counts[length] ?? 0) + 1;
    }
    const average = sum / tags.length;
    task.emit(id, [weekday, month, year, hour, minute, second, tags.length, sum, average, ...counts]);
    task.count('mapper', 'kept_entries');
  },
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Code points of a tag's term, or the limit when there are as many or more. */
function tagLength(tag: unknown): number {
  if (!isObject(tag) || typeof tag.term !== 'string') throw new Error('a tag has no string term');
  const { term } = tag;
  // A code point has one unit or two, so a longer term need not be counted.
  if (term.length >= 2 * LENGTH_LIMIT) return LENGTH_LIMIT;
  let length = 0;
  for (const _ of term) length += 1;
  return Math.min(length, LENGTH_LIMIT);
}

type Parts = [string, string, string, string, string];

/** `Sun, 06 Sep 2009 11:36:20 +0000` in its parts; no other check than that there are enough of them. */
function splitUpdated(updated: unknown): Parts {
  if (typeof updated !== 'string') throw new Error('updated is not a string');
  const parts = updated.replaceAll(',', '').split(' ');
  if (parts.length < 5) throw new Error('updated has fewer than five parts');
  return parts as unknown as Parts;
}

function splitTime(time: string): [string, string, string] {
  const parts = time.split(':');
  if (parts.length < 3) throw new Error('the time of updated has fewer than three parts');
  return parts as [string, string, string];
}
