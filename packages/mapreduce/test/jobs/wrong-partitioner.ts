import { defineJob, table, text, textLines } from '@oremill/mapreduce';

/** Its partitioner says what each line says. */
export default defineJob({
  name: 'wrong-partitioner',
  summary: 'Sends lines to the partition that they name',
  input: textLines,
  key: text,
  value: text,
  partitioner(line) {
    if (line === 'throw') throw new Error('as told');
    return Number(line);
  },
  mapper: (line, task) => task.emit(line, line),
  reducer: (line, _values, task) => task.emit([line]),
  output: table('tsv-raw', [['line', 'text']]),
});
