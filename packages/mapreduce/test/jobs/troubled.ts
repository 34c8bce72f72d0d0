import { existsSync, writeFileSync } from 'node:fs';
import { defineJob, table, text, textLines } from '@oremill/mapreduce';
import { z } from 'zod';

/** Gets into trouble at lines that say so: once, if the file `mark` is not there yet, or each time. */
export default defineJob({
  name: 'troubled',
  summary: 'Gets into trouble',
  options: z.object({ mark: z.string() }),
  input: textLines,
  key: text,
  value: text,
  mapper(line, task) {
    const [what, when] = line.split(' ');
    const isTime = when === 'always' || (when === 'once' && !existsSync(task.options.mark));
    if (isTime) {
      writeFileSync(task.options.mark, '');
      task.status(`about to ${what}`);
      if (what === 'hang') for (;;);
      if (what === 'exit') process.exit(7);
      if (what === 'fill-memory') {
        for (const kept: string[][] = []; ; )
          kept.push(Array.from({ length: 1e6 }, (_, index) => `${index}`));
      }
    }
    task.count('troubled', 'lines');
    task.emit(line, line);
  },
  reducer: (line, _values, task) => task.emit([line]),
  output: table('tsv-raw', [['line', 'text']]),
});
