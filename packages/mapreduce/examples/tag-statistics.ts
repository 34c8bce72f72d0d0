import { defineJob, firstField, identity, jsonLines, otherFields, table } from '@oremill/mapreduce';
import { z } from 'zod';

/**
 * Statistics of the tags of bookmarks, one row a bookmark. A line is a JSON object in the shape that feed readers
 * give an entry: `{"id": "…", "tags": [{"term": "…"}], "updated": "Sun, 06 Sep 2009 11:36:20 +0000", …}`.
 */
export const output = table('tsv-raw', [
  ['id', 'text'],
  // Parts of `updated` as they are, also when they are not what their names say.
  ['weekday', 'text'],
  ['month', 'text'],
  ['year', 'text'],
  ['hour', 'text'],
  ['minute', 'text'],
  ['second', 'text'],
  ['num_tags', 'integer'],
  // Over the tags shorter than ten code points.
  ['sum_tag_len', 'float'],
  ['avg_tag_len', 'float'],
  ['freq0', 'integer'],
  ['freq1', 'integer'],
  ['freq2', 'integer'],
  ['freq3', 'integer'],
  ['freq4', 'integer'],
  ['freq5', 'integer'],
  ['freq6', 'integer'],
  ['freq7', 'integer'],
  ['freq8', 'integer'],
  ['freq9', 'integer'],
]);

/** Only these are parsed. A bookmark without tags may have anything for the other two, so the mapper looks at them. */
export const bookmark = z.object({
  id: z.unknown().optional(),
  updated: z.unknown().optional(),
  tags: z.array(z.object({ term: z.string() })).optional(),
});

const LENGTH_LIMIT = 10;

export default defineJob({
  name: 'tag-statistics',
  summary: 'Number and lengths of the tags of each bookmark',
  input: jsonLines(bookmark),
  skipped: { group: 'mapper', name: 'skipped_entries' },
  key: firstField(output),
  value: otherFields(output),
  sortValues: true,
  output,
  reducer: identity,
  mapper({ id, updated, tags }, task) {
    if (tags === undefined) return;
    if (tags.length === 0) throw new Error('tags is empty');
    if (typeof id !== 'string') throw new Error('id is not a string');
    const [weekday, , month, year, time] = splitUpdated(updated);
    const [hour, minute, second] = splitTime(time);
    let sum = 0;
    const counts: [number, number, number, number, number, number, number, number, number, number] = [
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    for (const { term } of tags) {
      const length = termLength(term);
      if (length >= LENGTH_LIMIT) continue;
      sum += length;
      counts[length] = (counts[length] ?? 0) + 1;
    }
    const average = sum / tags.length;
    task.emit(id, [weekday, month, year, hour, minute, second, tags.length, sum, average, ...counts]);
    task.count('mapper', 'kept_entries');
  },
});

/** Code points of a term, or the limit when there are as many or more. */
function termLength(term: string): number {
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
