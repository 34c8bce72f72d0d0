import { defineJob, eachPair, text, textLines } from '@oremill/mapreduce';
import { sortedPairs } from './sorted-pairs.ts';

/** A line is a key and a value; `steal` emits another key than that which is reduced. */
export default defineJob({
  name: 'pair-output',
  summary: 'Keeps the last value of each key',
  input: textLines,
  key: text,
  value: text,
  mapper(line, task) {
    const [key = '', value = ''] = line.split(' ');
    if (value === '') throw new Error('no value');
    task.emit(key, value);
  },
  reducer(key, values, task) {
    if (key === 'steal') task.emit(['stolen', 'x']);
    eachPair(key, values, task);
  },
  output: sortedPairs,
});
