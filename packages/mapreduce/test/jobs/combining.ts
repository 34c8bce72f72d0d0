import { defineJob, table, text, textLines } from '@oremill/mapreduce';

/** A combiner that says twice what it saw, last first, and throws at the key `combiner-throws`. */
export default defineJob({
  name: 'combining',
  summary: 'Tries what a combiner may do',
  input: textLines,
  key: text,
  value: text,
  sortValues: true,
  mapper(line, task) {
    const [key = '', value = ''] = line.split(' ', 2);
    task.emit(key, value);
  },
  combiner(key, values, task) {
    if (key === 'combiner-throws') throw new Error('the combiner was told to');
    const all = [...values];
    task.emit(`z${all.join('')}`);
    task.emit(`a${all.join('')}`);
    task.count('combining', 'groups');
  },
  reducer: (key, values, task) => task.emit([key, [...values].join(' ')]),
  output: table('tsv-raw', [
    ['key', 'text'],
    ['values', 'text'],
  ]),
});
