import { defineJob, jsonLines, orderedNumber, table, text, tuple } from '@oremill/mapreduce';
import { z } from 'zod';

/** `comments` is the address of what is said about a page, the same for all who saved it. */
const bookmark = z.object({ author: z.string(), comments: z.string(), updated: z.string() });

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Who saved a page, in the order of time, and how many days after the one before. The values of a page come sorted by
 * time, then by author, so a page that a million have saved needs no more memory than any other.
 */
export default defineJob({
  name: 'secondary-sort',
  summary: 'For each page who saved it, in the order of time',
  input: jsonLines(bookmark),
  key: text,
  value: tuple(orderedNumber, text),
  sortValues: true,
  mapper({ author, comments, updated }, task) {
    const timeMs = Date.parse(updated);
    if (Number.isNaN(timeMs)) throw new Error('updated is not a time');
    task.emit(comments, [timeMs / 1000, author]);
  },
  reducer(page, saved, task) {
    let previousSeconds: number | undefined;
    for (const [timeSeconds, author] of saved) {
      const pauseDays =
        previousSeconds === undefined ? null : Math.floor((timeSeconds - previousSeconds) / DAY_SECONDS);
      task.emit([page, new Date(timeSeconds * 1000).toISOString(), author, pauseDays]);
      previousSeconds = timeSeconds;
    }
  },
  output: table('tsv-escaped', [
    ['page', 'text'],
    ['saved', 'text'],
    ['author', 'text'],
    ['days_later', 'integer'],
  ]),
});
