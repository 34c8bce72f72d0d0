import { defineTable } from '../src/index.ts';

/**
 * The output of the tag-statistics job. The parts of the date are text because the job takes them as they are,
 * and ids repeat in real feeds, so there is no key.
 */
export const bookmarks = defineTable({
  name: 'bookmarks',
  summary: 'How each bookmark is tagged: number of tags, their lengths, and when it was updated',
  columns: {
    id: 'text',
    weekday: 'text',
    month: 'text',
    year: 'text',
    hour: 'text',
    minute: 'text',
    second: 'text',
    num_tags: 'integer',
    sum_tag_len: 'float',
    avg_tag_len: 'float',
    freq0: 'integer',
    freq1: 'integer',
    freq2: 'integer',
    freq3: 'integer',
    freq4: 'integer',
    freq5: 'integer',
    freq6: 'integer',
    freq7: 'integer',
    freq8: 'integer',
    freq9: 'integer',
  },
});
