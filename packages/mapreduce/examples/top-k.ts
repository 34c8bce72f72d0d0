import {
  defineSteps,
  descendingNumber,
  integer,
  jsonLines,
  pairs,
  sum,
  table,
  text,
} from '@oremill/mapreduce';
import { z } from 'zod';

/** Only the terms of the tags are parsed out of a bookmark; whatever else it holds is skipped over. */
const bookmark = z.object({ tags: z.array(z.object({ term: z.string() })).optional() });

type Counted = readonly [tag: string, count: number];

export default defineSteps({
  name: 'top-k',
  summary: 'The tags that most bookmarks have',
  options: z.object({
    k: z.number().int().min(1).max(100_000).default(10).describe('how many tags'),
  }),
  input: jsonLines(bookmark),
  steps: (bookmarks) =>
    bookmarks
      .mapReduce({
        key: text,
        value: integer,
        mapper({ tags = [] }, task) {
          for (const tag of new Set(tags.map(({ term }) => term))) task.emit(tag, 1);
        },
        combiner: sum,
        reducer(tag, counts, task) {
          let total = 0;
          for (const count of counts) total += count;
          task.emit([tag, total]);
        },
        output: pairs(text, integer),
      })
      .mapReduce({
        key: descendingNumber,
        value: text,
        sortValues: true,
        // All that is left to compare are k tags of each task: one reducer is enough, and it sees them in order.
        partitioner: () => 0,
        mapper: {
          init: (): { first: Counted[] } => ({ first: [] }),
          map([tag, count], task, state) {
            state.first.push([tag, count]);
            if (state.first.length >= 2 * task.options.k)
              state.first = takeFirst(state.first, task.options.k);
          },
          final(task, state) {
            for (const [tag, count] of takeFirst(state.first, task.options.k)) task.emit(count, tag);
          },
        },
        reducer: {
          init: () => ({ rank: 0 }),
          reduce(count, tags, task, state) {
            for (const tag of tags) {
              state.rank += 1;
              if (state.rank > task.options.k) break;
              task.emit([state.rank, tag, count]);
            }
          },
        },
        output: table('tsv-escaped', [
          ['rank', 'integer'],
          ['tag', 'text'],
          ['bookmarks', 'integer'],
        ]),
      }),
});

/** The first k in the order in which the reducer will see them: by count, then by the bytes of the tag. */
function takeFirst(tags: readonly Counted[], k: number): Counted[] {
  return tags
    .toSorted((a, b) => b[1] - a[1] || Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])))
    .slice(0, k);
}
