import { defineJob, json, table } from '@oremill/mapreduce';
import { common, type Tagged } from './bookmark-tags.ts';

export default defineJob({
  ...common,
  name: 'tags-table',
  value: json<Tagged>(),
  reducer(id, values, task) {
    for (const value of values) task.emit([id, JSON.stringify(value)]);
  },
  output: table('tsv-raw', [
    ['id', 'text'],
    ['tags', 'text'],
  ]),
});
