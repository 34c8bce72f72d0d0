import { tableImage } from '@oremill/kv/output';
import { defineJob, json } from '@oremill/mapreduce';
import { common, type Tagged } from './bookmark-tags.ts';

export default defineJob({
  ...common,
  name: 'tags-compressed',
  value: json<Tagged>(),
  reducer(id, values, task) {
    for (const value of values) task.emit([id, JSON.stringify(value)]);
  },
  output: tableImage({ ordered: false, compression: 'zstd' }),
});
