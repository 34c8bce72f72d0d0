import { defineSteps, outputLines, textLines } from '@oremill/mapreduce';
import { z } from 'zod';

/** The lines in which a pattern is found, in the order of the input. Nothing is sorted: the job has no reducers. */
const options = z.object({
  pattern: z
    .string()
    .refine(isPattern, 'not a regular expression')
    .describe('regular expression to look for'),
  ignoreCase: z.boolean().default(false).describe('take upper and lower case for the same'),
  invert: z.boolean().default(false).describe('give the lines in which it is not found'),
});

export default defineSteps({
  name: 'grep',
  summary: 'Lines in which a pattern is found',
  options,
  input: textLines,
  steps: (lines) =>
    lines.map({
      mapper: {
        // Once a task, not once a line.
        init: ({ options: { pattern, ignoreCase } }) => new RegExp(pattern, ignoreCase ? 'iu' : 'u'),
        map(line, task, pattern) {
          if (pattern.test(line) === task.options.invert) return;
          task.count('grep', 'lines');
          task.emit(line);
        },
      },
      output: outputLines,
    }),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
