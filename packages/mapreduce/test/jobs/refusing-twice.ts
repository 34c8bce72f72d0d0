import { defineSteps, outputLines, pairs, text, textLines } from '@oremill/mapreduce';

/** Copies lines in two steps, each of which throws at other lines. */
export default defineSteps({
  name: 'refusing-twice',
  summary: 'Copies lines in two steps that refuse some',
  input: textLines,
  steps: (input) =>
    input
      .map({
        mapper(line, task) {
          if (line.startsWith('throw')) throw new Error('as told');
          task.emit([line, '']);
        },
        output: pairs(text, text),
      })
      .map({
        mapper([line], task) {
          if (line.startsWith('later')) throw new Error('as told, later');
          task.emit(line);
        },
        output: outputLines,
      }),
});
