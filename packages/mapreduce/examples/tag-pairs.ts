import { defineJob, integer, jsonLines, sum, table, text, tuple } from '@oremill/mapreduce';
import { z } from 'zod';

const bookmark = z.object({ tags: z.array(z.object({ term: z.string() })).optional() });

/** How often two tags stand at the same bookmark: for each pair, the smaller first. A recommendation in the making. */
export default defineJob({
  name: 'tag-pairs',
  summary: 'How many bookmarks have both of two tags',
  options: z.object({
    minCount: z.number().int().min(1).default(2).describe('leave out pairs of fewer bookmarks'),
  }),
  input: jsonLines(bookmark),
  key: tuple(text, text),
  value: integer,
  mapper({ tags = [] }, task) {
    const terms = [...new Set(tags.map(({ term }) => term))].sort();
    for (const [place, first] of terms.entries()) {
      for (const second of terms.slice(place + 1)) task.emit([first, second], 1);
    }
  },
  combiner: sum,
  reducer([first, second], counts, task) {
    let bookmarks = 0;
    for (const count of counts) bookmarks += count;
    if (bookmarks >= task.options.minCount) task.emit([first, second, bookmarks]);
  },
  output: table('tsv-escaped', [
    ['first', 'text'],
    ['second', 'text'],
    ['bookmarks', 'integer'],
  ]),
});
