import {
  defineSteps,
  integer,
  orderedNumber,
  pairs,
  table,
  text,
  textLines,
  tuple,
} from '@oremill/mapreduce';
import { z } from 'zod';

/** Words by how often they occur: counted in one step, brought in order in the next. */
export default defineSteps({
  name: 'two-steps',
  summary: 'Words in the order of their counts',
  options: z.object({ minCount: z.number().int().default(1).describe('Leave out words that are rarer') }),
  files: { 'stop-words': 'stop-words.txt' },
  input: textLines,
  steps: (input) =>
    input
      .mapReduce({
        key: text,
        value: integer,
        mapper(line, task) {
          for (const word of line.split(' ')) {
            if (word === 'bad') throw new Error('a bad word');
            task.emit(word, 1);
          }
        },
        reducer(word, counts, task) {
          let sum = 0;
          for (const count of counts) sum += count;
          if (sum >= task.options.minCount) task.emit([word, sum]);
        },
        output: pairs(text, integer),
      })
      .mapReduce({
        key: tuple(orderedNumber, text),
        value: integer,
        partitioner: 'range',
        mapper: ([word, count], task) => task.emit([count, word], count),
        reducer([count, word], values, task) {
          for (const _ of values) task.emit([word, count]);
        },
        output: table('tsv-escaped', [
          ['word', 'text'],
          ['count', 'integer'],
        ]),
      }),
});
