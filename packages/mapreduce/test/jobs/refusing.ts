import { byteLines, defineSteps, rawKeys } from '@oremill/mapreduce';

/** Copies lines, but throws at those that say so. */
export default defineSteps({
  name: 'refusing',
  summary: 'Copies lines that do not say throw',
  input: byteLines,
  steps: (input) =>
    input.map({
      mapper(line, task) {
        if (line.toString('latin1').startsWith('throw')) throw new Error('as told');
        task.emit([Uint8Array.from(line), Buffer.alloc(0)]);
      },
      output: rawKeys,
    }),
});
