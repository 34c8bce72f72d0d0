import { defineJob, firstField, identity, jsonLines, otherFields } from '@oremill/mapreduce';
import { output } from '../../examples/tag-statistics.ts';
import { emitRow } from './tag-row.ts';

/** The same on whatever `JSON.parse` gives: the mapper looks at the shape of each record by itself. */
export default defineJob({
  name: 'tag-statistics-parsed',
  summary: 'Number and lengths of the tags of each bookmark',
  input: jsonLines,
  skipped: { group: 'mapper', name: 'skipped_entries' },
  key: firstField(output),
  value: otherFields(output),
  sortValues: true,
  output,
  reducer: identity,
  mapper(record, task) {
    if (!isObject(record)) throw new Error('not an object');
    if (!Object.hasOwn(record, 'tags')) return;
    const { tags, updated, id } = record;
    if (!Array.isArray(tags) || !tags.every(hasTerm)) throw new Error('tags is not an array of terms');
    emitRow(id, updated, tags, task);
  },
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasTerm(tag: unknown): tag is { term: string } {
  return isObject(tag) && typeof tag.term === 'string';
}
