import { tableImage } from '@oremill/kv/output';
import { defineJob, eachPair, json, text } from '@oremill/mapreduce';
import { common, type Tagged } from './bookmark-tags.ts';

const value = json<Tagged>();

export default defineJob({
  ...common,
  name: 'tags-images',
  value,
  reducer: eachPair,
  output: tableImage({ key: text, value }),
});
