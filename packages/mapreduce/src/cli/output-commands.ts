import type { Command } from '@commander-js/extra-typings';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { type Execution, mapreduceError, PAGE_LIMIT_MAX, type Page } from '@oremill/types';
import { diagnoseOutput } from '../diagnose/diagnose-output.ts';
import { discardExecution } from '../output/discard-output.ts';
import { findExecution, readSkipped, readTasks } from '../output/read-output.ts';
import { describeDiagnosis, describeExecution, describeSkipped } from './report.ts';
import { drawTimeline } from './timeline.ts';

const OUTPUT = 'the output folder, or its s3:// URI, published or not';

/** Adds the commands that look at what an execution wrote, or writes, and the one that removes it. */
export function addOutputCommands(program: Command): void {
  program
    .command('show')
    .summary('show the execution that wrote, or writes, an output')
    .argument('<output>', OUTPUT)
    .option('--json', 'print the execution as JSON')
    .action(async (output, { json }) => {
      const execution = await find(output);
      if (json) printJson(execution);
      else print(describeExecution(execution));
    });

  program
    .command('skipped')
    .summary('list the records that an execution skipped, with the reasons')
    .argument('<output>', OUTPUT)
    .option('--limit <n>', 'records at most', parseCount(1, PAGE_LIMIT_MAX), 50)
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'print the page as JSON')
    .action(async (output, { json, limit, cursor }) => {
      await find(output);
      const page = await readSkipped(output, { limit, cursor });
      if (page.items.length === 0 && !json) say('No record was skipped.');
      printPage(page, json, describeSkipped);
    });

  program
    .command('tasks')
    .summary('draw when each task of an execution ran')
    .argument('<output>', OUTPUT)
    .option('--limit <n>', 'tasks at most', parseCount(1, PAGE_LIMIT_MAX), PAGE_LIMIT_MAX)
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'print the page as JSON')
    .action(async (output, { json, limit, cursor }) => {
      await find(output);
      printPage(await readTasks(output, { limit, cursor }), json, ({ items }) => drawTimeline(items));
    });

  program
    .command('diagnose')
    .summary('explain in words why an execution failed, or what made it slow')
    .argument('<output>', OUTPUT)
    .option('--json', 'print the findings as JSON')
    .action(async (output, { json }) => {
      const diagnosis = await diagnoseOutput(output);
      if (json) printJson(diagnosis);
      else print(describeDiagnosis(diagnosis));
    });

  program
    .command('discard')
    .summary('remove what a stopped, failed or interrupted execution left')
    .argument('<output>', OUTPUT)
    .option('--with-output', 'also when it has succeeded: its output is removed')
    .option('--json', 'print the execution that was removed as JSON')
    .action(async (output, { json, withOutput }) => {
      const { id, state } = await find(output);
      if (state === 'succeeded' && !withOutput) {
        throw mapreduceError('OUTPUT_EXISTS', `execution ${id} has succeeded, and ${output} is its output`, {
          hint: 'To remove it as well, add --with-output.',
        });
      }
      const execution = discardExecution(output);
      if (json) printJson(execution);
      else say(`Removed execution ${execution.id}, which had ${describeState(execution)}.`);
    });
}

function describeState({ state }: Execution): string {
  return state === 'stopped' || state === 'interrupted' ? `been ${state}` : state;
}

function printPage<Item>(
  page: Page<Item>,
  json: boolean | undefined,
  describe: (page: Page<Item>) => string,
) {
  if (json) return printJson(page);
  if (page.items.length > 0) print(describe(page));
  if (page.nextCursor !== undefined) say(`There are more: --cursor ${page.nextCursor}`);
  return undefined;
}

async function find(output: string): Promise<Execution> {
  const execution = await findExecution(output);
  if (execution !== undefined) return execution;
  throw mapreduceError('EXECUTION_MISSING', `no execution has written to ${output}`, {
    hint: 'Give the folder that was passed as --output.',
  });
}
