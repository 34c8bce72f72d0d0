import { bytes, defineSteps, eachPair, rawKeyLines, rawKeys } from '@oremill/mapreduce';

/** Lines in the order of their bytes, over all parts. */
export default defineSteps({
  name: 'sorted-lines',
  summary: 'Sorts lines',
  input: rawKeyLines,
  steps: (input) =>
    input.reduce({ key: bytes, value: bytes, partitioner: 'range', reducer: eachPair, output: rawKeys }),
});
