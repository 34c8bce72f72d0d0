import { bytes, defineSteps, eachPair, rawPairLines, rawPairs } from '@oremill/mapreduce';

/** Records in the order of their keys over all parts; equal keys as they came. */
export default defineSteps({
  name: 'sort',
  summary: 'Records in the order of their keys',
  input: rawPairLines,
  steps: (records) =>
    records.reduce({
      key: bytes,
      value: bytes,
      partitioner: 'range',
      reducer: eachPair<Uint8Array, Uint8Array>,
      output: rawPairs,
    }),
});
