import { defineJob, eachPair, text, textLines } from '@oremill/mapreduce';
import { sortedPairs } from './sorted-pairs.ts';

/** The pairs of `pair-output`, which travel as they are stored. */
export default defineJob({
  name: 'pairs-copied',
  summary: 'Keeps the last value of each key',
  input: textLines,
  key: text,
  value: text,
  mapper(line, task) {
    const [key = '', value = ''] = line.split(' ');
    task.emit(key, value);
  },
  reducer: eachPair,
  output: sortedPairs,
});
