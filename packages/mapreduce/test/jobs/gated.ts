import { readFileSync } from 'node:fs';
import { defineSteps, outputLines, textLines } from '@oremill/mapreduce';

/** Copies lines; at the line `wait` it says so, and goes round until its file `gate` says `open`. */
export default defineSteps({
  name: 'gated',
  summary: 'Waits in the middle of its work',
  files: { gate: 'gate.txt' },
  input: textLines,
  steps: (input) =>
    input.map({
      mapper(line, task) {
        if (line === 'wait') console.log('waiting');
        while (line === 'wait' && readFileSync(task.file('gate'), 'utf8') !== 'open\n');
        task.emit(line);
      },
      output: outputLines,
    }),
});
