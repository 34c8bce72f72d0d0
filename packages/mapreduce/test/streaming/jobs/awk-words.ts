import { command, defineJob, outputLines, text, textLines } from '@oremill/mapreduce';

/** Counts words with awk: its mapper tells Hadoop's counters, its combiner and reducer are the same program. */
const add = command([
  'awk',
  '-F\t',
  '$1 != word && NR > 1 { print word "\t" sum; sum = 0 } { word = $1; sum += $2 } END { if (NR > 0) print word "\t" sum }',
]);

export default defineJob({
  name: 'awk-words',
  summary: 'Counts words with awk',
  input: textLines,
  key: text,
  value: text,
  mapper: command([
    'awk',
    '{ for (i = 1; i <= NF; i++) print $i "\t1" } END { print "reporter:counter:awk,lines," NR > "/dev/stderr" }',
  ]),
  combiner: add,
  reducer: add,
  output: outputLines,
});
