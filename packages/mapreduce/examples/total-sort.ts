import { bytes, defineSteps, eachPair, rawKeyLines, rawKeys } from '@oremill/mapreduce';

/**
 * All lines in the order of `LC_ALL=C sort`, repeated ones included: each part is sorted, and its last line does not
 * come after the first of the next part. What these built-in pieces say is done on bytes, without any JavaScript.
 */
export default defineSteps({
  name: 'total-sort',
  summary: 'All lines in the order of their bytes, over all parts',
  input: rawKeyLines,
  steps: (lines) =>
    lines.reduce({
      key: bytes,
      value: bytes,
      partitioner: 'range',
      reducer: eachPair,
      output: rawKeys,
    }),
});
