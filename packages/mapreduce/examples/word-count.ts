import { defineJob, integer, keyAndSum, sum, table, text, textLines } from '@oremill/mapreduce';

export default defineJob({
  name: 'word-count',
  summary: 'How often each word occurs',
  input: textLines,
  key: text,
  value: integer,
  mapper(line, task) {
    for (const word of line.toLowerCase().match(/\p{L}+/gu) ?? []) task.emit(word, 1);
  },
  combiner: sum,
  reducer: keyAndSum,
  output: table('tsv-escaped', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});
