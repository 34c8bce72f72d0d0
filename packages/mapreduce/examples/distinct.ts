import { bytes, defineSteps, rawKeyLines, rawKeys } from '@oremill/mapreduce';

const NOTHING = new Uint8Array(0);

/** Each line once, as bytes, whatever its encoding. A raw line is a pair already: the line, and an empty value. */
export default defineSteps({
  name: 'distinct',
  summary: 'Each line once',
  input: rawKeyLines,
  steps: (lines) =>
    lines.reduce({
      key: bytes,
      value: bytes,
      // Repetitions are dropped before anything is written to disk.
      combiner: (_line, _values, task) => task.emit(NOTHING),
      reducer: (line, _values, task) => task.emit([line, NOTHING]),
      output: rawKeys,
    }),
});
