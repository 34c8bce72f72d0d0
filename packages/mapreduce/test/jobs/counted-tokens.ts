import { defineJob, integer, keyAndSum, sum, table, text, textLines, tokens } from '@oremill/mapreduce';

/** Counts words with nothing but built-in parts. */
export default defineJob({
  name: 'counted-tokens',
  summary: 'Counts words by built-in parts',
  input: textLines,
  key: text,
  value: integer,
  mapper: tokens(' '),
  combiner: sum,
  reducer: keyAndSum,
  output: table('tsv-escaped', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});
