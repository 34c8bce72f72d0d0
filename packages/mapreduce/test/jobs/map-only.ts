import { defineSteps, outputLines, textLines } from '@oremill/mapreduce';

/** Numbers the lines of each split, says where it saw each, and how many there were. */
export default defineSteps({
  name: 'map-only',
  summary: 'Numbers the lines of each split',
  input: textLines,
  steps: (input) =>
    input.map({
      mapper: {
        init: () => ({ lines: 0 }),
        map(line, task, state) {
          task.emit(`${state.lines} at ${task.place().offset}`);
          if (line === 'throw') throw new Error('as told');
          state.lines += 1;
        },
        final: (task, state) => task.emit(`${state.lines} in all`),
      },
      output: outputLines,
    }),
});
