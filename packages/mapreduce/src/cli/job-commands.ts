import type { Command } from '@commander-js/extra-typings';
import { parseCount, print, printJson } from '@oremill/runtime/cli';
import { fromErrorReply } from '@oremill/types';
import { describeJob } from '../job/define-job.ts';
import { parseOptionArguments } from '../job/job-options.ts';
import { loadJob } from '../job/load-job.ts';
import { tryJob } from '../try-job.ts';
import { explainJob } from './describe-job.ts';
import { findJob } from './find-job.ts';
import { parseFiles } from './parse-arguments.ts';
import { describeTrial } from './report-trial.ts';

const JOB = 'path of a job module, or the name of an example, as word-count';

/** Adds the commands that look at a job before it is run. */
export function addJobCommands(program: Command): void {
  program
    .command('describe')
    .summary('tell what a job does and which options it takes')
    .argument('<job>', JOB)
    .option('--json', 'print the job as JSON')
    .action(async (named, { json }) => {
      const job = await loadJob(findJob(named));
      if (json) printJson(describeJob(job));
      else print(explainJob(job));
    });

  program
    .command('test')
    .summary('run a job on the head of its input and show what each phase emits')
    .description(
      'Runs a job in this process on the first records of its input, writes nothing, and shows some of what goes\n' +
        'into and comes out of each phase. Options of the job follow like any other.\n\n' +
        'Example: mapreduce test word-count --input README.md --sample 100',
    )
    .usage('<job> --input <path...> [options] [options of the job]')
    .argument('<job>', JOB)
    .requiredOption('--input <path...>', 'files, folders or quoted globs; - is stdin')
    .option('--sample <n>', 'records to read', parseCount(1, 1_000_000), 1000)
    .option('--show <n>', 'of each phase, so many are shown', parseCount(1, 1000), 5)
    .option('--file <name=path...>', 'another file in the place of one that the job ships with')
    .option('--json', 'print what was seen as JSON, and nothing else')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (named, { json, input, sample, show, file = [] }, command) => {
      const module = findJob(named);
      const job = await loadJob(module);
      const trial = await tryJob({
        job: module,
        inputs: input,
        options: parseOptionArguments(job.name, job.options, command.args.slice(1)),
        files: parseFiles(file),
        recordsMax: sample,
        shownMax: show,
      });
      if (json) printJson(trial);
      else print(describeTrial(trial));
      if (trial.error === undefined) return;
      if (!json) throw fromErrorReply(trial.error);
      process.exitCode = 1;
    });
}
