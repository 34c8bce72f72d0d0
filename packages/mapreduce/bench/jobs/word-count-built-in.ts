import { defineJob, integer, keyAndSum, sum, table, text, textLines, tokens } from '@oremill/mapreduce';

/** Words between spaces, counted by what the engine has built in: no function of this job runs for a word. */
export default defineJob({
  name: 'word-count-built-in',
  summary: 'How often each word occurs',
  input: textLines,
  key: text,
  value: integer,
  mapper: tokens(' '),
  combiner: sum,
  reducer: keyAndSum,
  output: table('tsv-raw', [
    ['word', 'text'],
    ['count', 'integer'],
  ]),
});
