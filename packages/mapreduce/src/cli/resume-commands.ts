import type { Command } from '@commander-js/extra-typings';
import { readExecution } from '../output/read-output.ts';
import { resumeJob } from '../resume-job.ts';
import { retrySkipped } from '../retry-skipped.ts';
import { findJob } from './find-job.ts';
import { followExecution } from './follow-execution.ts';

/** Adds `mapreduce resume` and `mapreduce retry-skipped`: what goes on from an execution that there was. */
export function addResumeCommands(program: Command): void {
  program
    .command('resume')
    .summary('go on with an execution that was stopped or interrupted')
    .description(
      'Goes on from the tasks that were finished, after Ctrl-C, kill -9 or a power cut, with the options of the\n' +
        'first time. The job and its input must not have changed.',
    )
    .argument('<output>', 'the output folder that was passed to run')
    .option('--json', 'print the execution as JSON, and nothing else')
    .action(async (output, { json }) => {
      await followExecution({ json, output, canStop: canStop(output) }, (hooks) =>
        resumeJob({ ...hooks, output }),
      );
    });

  program
    .command('retry-skipped')
    .summary('run a job on nothing but the records that it skipped')
    .description(
      'Runs the job of an execution once more, as it is now, with the same options, on the records that were\n' +
        'skipped. A long record is read from its file again.\n\n' +
        'Example: mapreduce retry-skipped statistics --output statistics-2',
    )
    .argument('<output>', 'the output of the execution that skipped them')
    .requiredOption('--output <folder>', 'folder to make; it must not exist yet')
    .option('--overwrite', 'replace an output that is there, once the new one is complete')
    .option('--job <job>', 'the job, if its module is not where it was')
    .option('--json', 'print the execution as JSON, and nothing else')
    .action(async (skippedOf, { json, output, overwrite, job }) => {
      await followExecution({ json, output, canStop: canStop(skippedOf) }, (hooks) =>
        retrySkipped({
          ...hooks,
          skippedOf,
          output,
          overwrite,
          ...(job === undefined ? {} : { job: findJob(job) }),
        }),
      );
    });
}

/** It runs where it ran the first time. */
function canStop(output: string): boolean {
  return readExecution(output)?.runner !== 'inline';
}
