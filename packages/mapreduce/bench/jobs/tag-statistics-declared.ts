import { defineJob, firstField, identity, jsonLines, otherFields } from '@oremill/mapreduce';
import { z } from 'zod';
import { emitRow, output } from './tag-row.ts';

/** What the main job reads. A record without tags passes whatever else is wrong with it. */
const bookmark = z.object({
  id: z.unknown().optional(),
  tags: z.array(z.object({ term: z.string() })).optional(),
  updated: z.unknown().optional(),
});

/** The main job (`examples/tag-statistics.ts`) with a lean mapper. */
export default defineJob({
  name: 'tag-statistics-declared',
  summary: 'Number and lengths of the tags of each bookmark',
  input: jsonLines(bookmark),
  skipped: { group: 'mapper', name: 'skipped_entries' },
  key: firstField(output),
  value: otherFields(output),
  sortValues: true,
  output,
  reducer: identity,
  mapper({ id, updated, tags }, task) {
    if (tags !== undefined) emitRow(id, updated, tags, task);
  },
});
