import { createHash } from 'node:crypto';
import { defineJob, integer, table, text, wholeFiles } from '@oremill/mapreduce';

/** One record a file: its size by the beginning of its checksum. */
export default defineJob({
  name: 'file-sizes',
  summary: 'Sizes and checksums of files',
  input: wholeFiles,
  key: text,
  value: integer,
  mapper(file, task) {
    if (file.name.startsWith('bad')) throw new Error('a bad file');
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    task.emit(`${file.name} ${sha256.slice(0, 8)} ${file.modifiedAt.getUTCFullYear()}`, file.size);
  },
  reducer(name, sizes, task) {
    for (const size of sizes) task.emit([name, size]);
  },
  output: table('tsv-raw', [
    ['file', 'text'],
    ['size', 'integer'],
  ]),
});
