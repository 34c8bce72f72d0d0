import { defineJob, firstField, identity, jsonLines, otherFields } from '@oremill/mapreduce';
import { bookmark, output } from '../../examples/tag-statistics.ts';
import { emitRow } from './tag-row.ts';

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
