import { defineJob, integer, sum, table, text, wholeFiles } from '@oremill/mapreduce';

/** Bytes of files by the ending of their name; one whose first byte is zero is refused. */
export default defineJob({
  name: 'file-endings',
  summary: 'Bytes of files by the ending of their name',
  input: wholeFiles,
  key: text,
  value: integer,
  mapper(file, task) {
    if (file.bytes[0] === 0) throw new Error(`${file.name} begins with a zero`);
    task.emit(file.name.slice(file.name.lastIndexOf('.')), file.bytes.length);
  },
  combiner: sum,
  reducer(ending, sizes, task) {
    let bytes = 0;
    for (const size of sizes) bytes += size;
    task.emit([ending, bytes]);
  },
  output: table('tsv-raw', [
    ['ending', 'text'],
    ['bytes', 'integer'],
  ]),
});
