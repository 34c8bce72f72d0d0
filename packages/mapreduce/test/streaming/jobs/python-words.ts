import { command, defineJob, outputLines, text, textLines } from '@oremill/mapreduce';

/** Counts words with a Python script that the job ships with. */
export default defineJob({
  name: 'python-words',
  summary: 'Counts words with Python',
  files: { 'count.py': 'count_words.py' },
  input: textLines,
  key: text,
  value: text,
  mapper: command(['python3', 'count.py', 'map']),
  reducer: command(['python3', 'count.py', 'reduce']),
  output: outputLines,
});
