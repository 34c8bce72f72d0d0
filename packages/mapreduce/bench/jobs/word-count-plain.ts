import { defineJob, integer, table, text, textLines } from '@oremill/mapreduce';

/** Words between spaces, counted as one writes it first. */
export default defineJob({
  name: 'word-count-plain',
  summary: 'How often each word occurs',
  input: textLines,
  key: text,
  value: integer,
  mapper(line, task) {
    for (const word of line.split(' ')) task.emit(word, 1);
  },
  combiner: (_word, counts, task) => task.emit(total(counts)),
  reducer: (word, counts, task) => task.emit([word, total(counts)]),
  output: table('tsv-raw', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});

function total(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
