import { defineJob, table, text, textLines } from '@oremill/mapreduce';

/** A job that does what its input lines say; a line that is no order is emitted and numbered in its group. */
export default defineJob({
  name: 'obedient',
  summary: 'Does what each line says',
  input: textLines,
  skipped: { group: 'obedient', name: 'skipped' },
  key: text,
  value: text,
  mapper(line, task) {
    const [order = '', argument = ''] = line.split(' ', 2);
    switch (order) {
      case 'emit-then-throw':
        task.emit('withdrawn', argument);
        task.count('obedient', 'before-throw');
        throw new RangeError(`as told: ${argument}`);
      case 'emit-many':
        for (let emitted = 0; emitted < Number(argument); emitted += 1)
          task.emit(`key-${emitted % 10}`, String(emitted));
        return;
      case 'emit-number':
        task.emit(argument, 7 as unknown as string);
        return;
      case 'loop':
        for (;;);
      case 'exit':
        return process.exit(3);
      case 'fill-memory':
        for (const kept: string[][] = []; ; )
          kept.push(Array.from({ length: 1e6 }, (_, index) => `${index}`));
      case 'throw-later':
        queueMicrotask(() => {
          throw new Error('nobody waits for this');
        });
        return;
      case 'print':
        console.log('printed by the job');
        return;
      default:
        task.emit(order, argument);
        task.count('obedient', 'emitted');
    }
  },
  reducer(key, values, task) {
    if (key === 'reducer-throws') throw new Error('the reducer was told to');
    if (key === 'reducer-leaves') return;
    if (key === 'reducer-emits-newline') return task.emit([key, 0, 'a\nb']);
    let number = 0;
    for (const value of values) task.emit([key, number++, value]);
    task.count('obedient', 'groups');
  },
  output: table('tsv-raw', [
    ['key', 'text'],
    ['number', 'integer'],
    ['value', 'text'],
  ]),
});
