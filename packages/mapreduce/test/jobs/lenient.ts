import { byteLines, defineSteps, rawKeys } from '@oremill/mapreduce';

/** The job `refusing` after it was mended: it copies every line. */
export default defineSteps({
  name: 'refusing',
  summary: 'Copies lines',
  input: byteLines,
  steps: (input) =>
    input.map({
      mapper: (line, task) => task.emit([Uint8Array.from(line), Buffer.alloc(0)]),
      output: rawKeys,
    }),
});
