import { bytes, defineJob, outputLines, textLines } from '@oremill/mapreduce';

/** Pairs of any bytes, written as hexadecimal digits in the input and in the rows, values in order. */
export default defineJob({
  name: 'any-bytes',
  summary: 'Sorts pairs of any bytes',
  input: textLines,
  skipped: { group: 'any-bytes', name: 'bad pairs' },
  key: bytes,
  value: bytes,
  sortValues: true,
  mapper(line, task) {
    if (line === 'bad') throw new Error(`a bad pair at ${task.place().offset}`);
    const [key = '', value = ''] = line.split(' ');
    task.emit(Buffer.from(key, 'hex'), Buffer.from(value, 'hex'));
    task.count('any-bytes', 'pairs');
  },
  reducer(key, values, task) {
    const fields = [key, ...values].map((field) => Buffer.from(field).toString('hex'));
    task.emit(fields.join(' '));
    task.count('any-bytes', 'values', fields.length - 1);
  },
  output: outputLines,
});
