import { defineJob, integer, table, text, textLines } from '@oremill/mapreduce';

/** Types let it pass: a function that returns a promise is a function that returns nothing of interest. */
export default defineJob({
  name: 'asynchronous',
  summary: 'Emits too late',
  input: textLines,
  key: text,
  value: integer,
  // oxlint-disable-next-line typescript/no-misused-promises -- the mistake that the engine must notice
  async mapper(line, task) {
    await Promise.resolve();
    task.emit(line, 1);
  },
  reducer: (line, _values, task) => task.emit([line]),
  output: table('tsv-raw', [['line', 'text']]),
});
