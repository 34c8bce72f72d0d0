import { defineJob, integer, table, text, textLines } from '@oremill/mapreduce';

export default defineJob({
  name: 'word-count',
  summary: 'How often each word occurs',
  input: textLines,
  key: text,
  value: integer,
  mapper(line, task) {
    for (const word of line.toLowerCase().match(/\p{L}+/gu) ?? []) task.emit(word, 1);
  },
  combiner: (_word, counts, task) => task.emit(sum(counts)),
  reducer: (word, counts, task) => task.emit([word, sum(counts)]),
  output: table('tsv-escaped', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
