import { table } from '@oremill/mapreduce';

/** The main job's rows: parts of `updated` as they are, then statistics over the tags shorter than ten code points. */
export const output = table('tsv-raw', [
  ['id', 'text'],
  ['weekday', 'text'],
  ['month', 'text'],
  ['year', 'text'],
  ['hour', 'text'],
  ['minute', 'text'],
  ['second', 'text'],
  ['num_tags', 'integer'],
  ['sum_tag_len', 'float'],
  ['avg_tag_len', 'float'],
  ['freq0', 'integer'],
  ['freq1', 'integer'],
  ['freq2', 'integer'],
  ['freq3', 'integer'],
  ['freq4', 'integer'],
  ['freq5', 'integer'],
  ['freq6', 'integer'],
  ['freq7', 'integer'],
  ['freq8', 'integer'],
  ['freq9', 'integer'],
]);
