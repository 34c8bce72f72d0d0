import { tableImage } from '@oremill/kv/output';
import { defineJob, integer, jsonLines, keyAndSum, sum, text } from '@oremill/mapreduce';
import { z } from 'zod';

export default defineJob({
  name: 'tag-counts',
  summary: 'How often each tag is used, ready to be served by key',
  input: jsonLines(z.object({ tags: z.array(z.object({ term: z.string() })).optional() })),
  key: text,
  value: integer,
  mapper({ tags = [] }, task) {
    for (const { term } of tags) task.emit(term, 1);
  },
  combiner: sum,
  reducer: keyAndSum,
  output: tableImage({ key: text, value: integer }),
});
