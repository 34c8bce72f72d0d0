#!/usr/bin/env node
import { Console } from 'node:console';
import { Command, Option } from '@commander-js/extra-typings';
import { print, printJson, runCli, say } from '@oremill/runtime/cli';
import { mapreduceError, PAGE_LIMIT_MAX } from '@oremill/types';
import { drawProgress } from './cli/draw-progress.ts';
import { findJob } from './cli/find-job.ts';
import { parseCount } from './cli/parse-arguments.ts';
import { describeExecution, describeSkipped } from './cli/report.ts';
import { addSampleCommand } from './cli/sample-command.ts';
import { readExecution, readSkipped } from './output/read-output.ts';
import { runJob } from './run-job.ts';
import { addTaskCommand } from './streaming/task-command.ts';

const program = new Command('mapreduce').description(
  'Runs MapReduce jobs over files on this machine. Data goes to stdout, talk to stderr.',
);

program
  .command('run')
  .summary('run a job and publish its output')
  .description(
    'Runs a job. The output folder appears when it is complete, and never before.\n\n' +
      'Example: mapreduce run tag-statistics --input bookmarks.jsonl --output statistics',
  )
  .argument('<job>', 'path of a job module, or the name of an example (tag-statistics, word-count)')
  .requiredOption('--input <path...>', 'files, folders or quoted globs; - is stdin')
  .requiredOption('--output <folder>', 'folder to make; it must not exist yet')
  .addOption(
    new Option('--runner <runner>', 'where tasks run').choices(['threads', 'inline']).default('threads'),
  )
  .option('--workers <n>', 'worker threads (default: one for each core)', parseCount(1, 64))
  .option('--partitions <n>', 'reducers, and so parts (default: 4)', parseCount(1, 4096))
  .option('--skip-limit <n>', 'fail when more records than this are skipped', parseCount(0))
  .option('--json', 'print the execution as JSON, and nothing else')
  .action(async (job, { json, input, ...options }) => {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
    // What a job prints is talk: on stdout it would end up in the middle of the reply.
    globalThis.console = new Console(process.stderr, process.stderr);
    const drawing = drawProgress();
    try {
      const execution = await runJob({
        ...options,
        runner: options.runner === 'inline' ? 'inline' : 'threads',
        job: findJob(job),
        inputs: input,
        signal: stop.signal,
        onProgress: drawing.update,
      });
      drawing.end();
      if (json) printJson(execution);
      else print(describeExecution(execution));
    } finally {
      drawing.end();
    }
  });

program
  .command('show')
  .summary('show the execution that wrote, or writes, an output')
  .argument('<output>', 'the output folder, published or not')
  .option('--json', 'print the execution as JSON')
  .action((output, { json }) => {
    const execution = readExecution(output) ?? missing(output);
    if (json) printJson(execution);
    else print(describeExecution(execution));
  });

program
  .command('skipped')
  .summary('list the records that an execution skipped, with the reasons')
  .argument('<output>', 'the output folder, published or not')
  .option('--limit <n>', 'records at most', parseCount(1, PAGE_LIMIT_MAX), 50)
  .option('--cursor <cursor>', 'where the page before ended')
  .option('--json', 'print the page as JSON')
  .action(async (output, { json, limit, cursor }) => {
    if (readExecution(output) === undefined) missing(output);
    const page = await readSkipped(output, { limit, cursor });
    if (json) return printJson(page);
    if (page.items.length > 0) print(describeSkipped(page));
    if (page.nextCursor !== undefined) say(`There are more: --cursor ${page.nextCursor}`);
    return undefined;
  });

addSampleCommand(program);

addTaskCommand(program);

await runCli(program);

function missing(output: string): never {
  throw mapreduceError('EXECUTION_MISSING', `no execution has written to ${output}`, {
    hint: 'Give the folder that was passed as --output.',
  });
}
