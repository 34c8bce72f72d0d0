import { defineJob, table, text, textLines } from '@oremill/mapreduce';

console.log('printed while it is imported');
process.stdout.write('written while it is imported\n');

/** Prints where it can, and ends the process at the line `exit`. */
export default defineJob({
  name: 'noisy',
  summary: 'Prints, and ends the process when told to',
  input: textLines,
  key: text,
  value: text,
  mapper(line, task) {
    if (line === 'exit') process.exit(0);
    task.emit(line, line);
  },
  reducer: (line, _values, task) => task.emit([line]),
  output: table('tsv-raw', [['line', 'text']]),
});
