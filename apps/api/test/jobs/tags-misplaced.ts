import { tableImage } from '@oremill/kv/output';
import { defineJob, json } from '@oremill/mapreduce';
import { common, type Tagged } from './bookmark-tags.ts';

/** Its keys are not those that are reduced. */
export default defineJob({
  ...common,
  name: 'tags-misplaced',
  value: json<Tagged>(),
  reducer: (id, _values, task) => task.emit([`bookmark ${id}`, '']),
  output: tableImage(),
});
