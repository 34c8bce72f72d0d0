import { readFileSync } from 'node:fs';
import { defineSteps, outputLines, textLines } from '@oremill/mapreduce';
import { z } from 'zod';

/** Copies lines; at the line `wait` it says so, and goes round until the file `gate` says `open`. */
export default defineSteps({
  name: 'gated',
  summary: 'Waits in the middle of its work',
  options: z.object({ gate: z.string() }),
  input: textLines,
  steps: (input) =>
    input.map({
      mapper(line, task) {
        if (line === 'wait') console.log('waiting');
        while (line === 'wait' && readFileSync(task.options.gate, 'utf8') !== 'open\n');
        task.emit(line);
      },
      output: outputLines,
    }),
});
