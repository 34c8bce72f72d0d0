import { command, defineSteps, integer, pairs, table, text, textLines } from '@oremill/mapreduce';

/** A program maps and adds up; what it writes is the input of a step in TypeScript. */
export default defineSteps({
  name: 'half-awk-words',
  summary: 'Counts words with awk, then turns the pairs around',
  input: textLines,
  steps: (input) =>
    input
      .mapReduce({
        key: text,
        value: integer,
        mapper: command(['awk', '{ for (i = 1; i <= NF; i++) print $i "\t1" }']),
        reducer(word, counts, task) {
          let sum = 0;
          for (const count of counts) sum += count;
          task.emit([word, sum]);
        },
        output: pairs(text, integer),
      })
      .map({
        mapper: ([word, count], task) => task.emit([count, word]),
        output: table('tsv-raw', [
          ['count', 'integer'],
          ['word', 'text'],
        ]),
      }),
});
