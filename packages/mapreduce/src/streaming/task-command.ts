import { type Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { findJob } from '../cli/find-job.ts';
import { taskMain } from './main.ts';

/** Adds `mapreduce task`: one phase of a step over stdin and stdout. */
export function addTaskCommand(program: Command): void {
  program
    .command('task')
    .summary('do one phase of a step over stdin and stdout, as Hadoop Streaming wants it')
    .description(
      'Reads lines, writes key TAB value lines; counters, status and errors go to stderr.\n\n' +
        'Example: mapreduce task --job word-count --step 0 --phase map < words.txt |\n' +
        "  LC_ALL=C sort -s -t $'\\t' -k 1,1 | mapreduce task --job word-count --step 0 --phase reduce",
    )
    .requiredOption('--job <job>', 'path of a job module, or the name of an example')
    .requiredOption('--step <n>', 'which step, from 0', parseStep)
    .addOption(
      new Option('--phase <phase>', 'what to do')
        .choices(['map', 'combine', 'reduce'] as const)
        .makeOptionMandatory(),
    )
    .option('--options <json>', 'options of the job: {"minCount":3}; else those in OREMILL_JOB_OPTIONS')
    .option('--skip-limit <n>', 'fail when more records than this are skipped', parseStep)
    .option('--skipped <file>', 'write skipped records to this file, not to stderr')
    .action(async ({ job, ...task }) => {
      // A timer that the job has left behind would keep the process alive.
      process.exit(await taskMain(findJob(job), task));
    });
}

function parseStep(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, 0 or more.');
}
