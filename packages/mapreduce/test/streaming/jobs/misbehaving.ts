import { writeSync } from 'node:fs';
import { command, defineJob, outputLines, text, textLines } from '@oremill/mapreduce';

/** Its mapper does to its own process what a line says. */
export default defineJob({
  name: 'misbehaving',
  summary: 'Does to its process what a line says',
  input: textLines,
  key: text,
  value: text,
  mapper(line, task) {
    if (line === 'kill') process.kill(process.pid, 'SIGKILL');
    if (line === 'exit 3') process.exit(3);
    if (line === 'exit 0') process.exit(0);
    if (line === 'print') process.stdout.write('printed\tby the job');
    if (line === 'write') writeSync(1, 'written\tby the job\n');
    task.emit(line, '');
  },
  reducer: (line, _, task) => task.emit(line),
  output: outputLines,
});

/** A job with this program as its mapper. */
export function mappedBy(argv: readonly [string, ...string[]]) {
  return defineJob({
    name: 'mapped-by',
    summary: 'Has a program as its mapper',
    input: textLines,
    key: text,
    value: text,
    mapper: command(argv),
    reducer: (line, _, task) => task.emit(line),
    output: outputLines,
  });
}
