import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson } from '@oremill/runtime/cli';
import {
  costError,
  EXECUTION_FILE,
  executionSchema,
  type Interval,
  TASKS_FILE,
  type TaskReport,
  taskReportSchema,
} from '@oremill/types';
import { BOOKS } from '../price/price-book.ts';
import { estimateRun } from '../run/estimate-run.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { drawTree, showNumber } from './draw-tree.ts';
import { parseRanged } from './parse-ranged.ts';
import { readBook } from './read-book.ts';

export const runCommand = new Command('run')
  .description('tell what a job on all of its input takes on EMR, from an execution on a part of it')
  .argument('<output>', 'folder that the execution on a part wrote')
  .requiredOption('--input <amount>', 'all of the input, as "1 TB"')
  .option('--instance <type>', 'of the machines', 'm7g.xlarge')
  .option('--nodes <count>', 'machines', parseCount(1, 10_000), 4)
  .option('--speed <factor>', 'of a processor there, where one here has 1; or low,expected,high', parseRanged)
  .option('--book <name>', 'of prices: see cost prices', BOOKS[0])
  .option('--confidence <share>', 'of the intervals', Number, 0.9)
  .option('--explain', 'show where the price comes from')
  .option('--json', 'print it as JSON')
  .action(async (output, { input, instance, nodes, speed, book, confidence, explain, json }) => {
    const { tasks, partBytes } = readTasks(output);
    const all = parseQuantity(input, 'B', 'input');
    const request = { tasks, name: output, partBytes, input: all, instance, nodes, speed, confidence };
    const estimate = estimateRun(request, await readBook(book));
    if (json) return printJson(estimate);
    const row = (what: string, { low, expected, high }: Interval) => [
      what,
      showNumber(expected),
      `${showNumber(low)} – ${showNumber(high)}`,
    ];
    print(
      drawTable(
        [`${nodes} × ${instance}`, 'expected', `${Math.round(confidence * 100)} % between`],
        [
          row('hours of one processor', estimate.coreHours),
          row('hours of the cluster', estimate.hours),
          row('USD', estimate.usd),
        ],
      ),
    );
    if (explain) print(drawTree(estimate.explanation));
  });

function readTasks(folder: string): { tasks: TaskReport[]; partBytes: number } {
  try {
    const { progress } = executionSchema.parse(
      JSON.parse(readFileSync(join(folder, EXECUTION_FILE), 'utf8')),
    );
    const lines = readFileSync(join(folder, TASKS_FILE), 'utf8').split('\n').filter(Boolean);
    return {
      partBytes: progress.inputBytes,
      tasks: lines.map((line) => taskReportSchema.parse(JSON.parse(line))),
    };
  } catch (error) {
    throw costError('SAMPLE_MISSING', `${folder} is no output of an execution`, {
      hint: 'Name the folder that was given to mapreduce run as --output.',
      cause: error,
    });
  }
}
