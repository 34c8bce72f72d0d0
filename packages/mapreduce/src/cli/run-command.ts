import { type Command, Option } from '@commander-js/extra-typings';
import { parseCount, parseMilliseconds, parseSize } from '@oremill/runtime/cli';
import { AppError, mapreduceError } from '@oremill/types';
import { parseOptionArguments } from '../job/job-options.ts';
import { loadJob } from '../job/load-job.ts';
import { runJob } from '../run-job.ts';
import { describeJobOptions } from './describe-job.ts';
import { findJob } from './find-job.ts';
import { followExecution } from './follow-execution.ts';
import { parseFiles, parseSkipLimit } from './parse-arguments.ts';

/** Adds `mapreduce run JOB`. Of a job that `args` name, the help tells the options as well. */
export async function addRunCommand(program: Command, args: readonly string[]): Promise<void> {
  const run = program
    .command('run')
    .summary('run a job and publish its output')
    .description(
      'Runs a job. The output folder appears when it is complete, and never before. Options that the job itself\n' +
        'declares follow like any other: mapreduce run JOB --help tells them.\n\n' +
        'Example: mapreduce run tag-statistics --input bookmarks.jsonl --output statistics',
    )
    .usage('<job> --input <path...> --output <folder> [options] [options of the job]')
    .argument('<job>', 'path of a job module, or the name of an example, as tag-statistics or word-count')
    .requiredOption(
      '--input <path...>',
      'files, folders or quoted globs, also s3://bucket/prefix; - is stdin',
    )
    .requiredOption('--output <folder>', 'folder to make; it must not exist yet')
    .option('--overwrite', 'replace an output that is there, once the new one is complete')
    .addOption(
      new Option('--runner <runner>', 'where tasks run')
        .choices(['threads', 'inline', 'streaming'] as const)
        .default('threads' as const),
    )
    .option('--workers <n>', 'worker threads (default: one for each core)', parseCount(1, 64))
    .option('--memory <size>', 'bound of the whole run (default: 512MiB)', parseSize)
    .option('--partitions <n>', 'reducers, and so parts (default: 4)', parseCount(1, 4096))
    .addOption(new Option('--compress <how>', 'compress the parts').choices(['gzip', 'zstd'] as const))
    .option('--skip-limit <n|n%>', 'fail when more records than this are skipped', parseSkipLimit)
    .option('--file <name=path...>', 'another file in the place of one that the job ships with')
    .option('--attempts <n>', 'times that a failing task is tried (default: 2)', parseCount(1, 100))
    .option('--task-timeout <duration>', 'for one record, as 90s (default: 10m)', parseMilliseconds)
    .option('--profile <folder>', 'write a CPU profile of each worker there, for Chrome or speedscope')
    .option('--json', 'print the execution as JSON, and nothing else')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (given, options, command) => {
      if (given.startsWith('-')) command.error(`error: name the job before ${given}`, { exitCode: 2 });
      const { json, input, output, runner, workers, memory, partitions, overwrite, profile } = options;
      const module = findJob(given);
      const job = await loadJob(module);
      const jobOptions = readJobOptions(command.args.slice(1), job, ownFlags(command));
      await followExecution(
        { json, output, steps: job.steps.length, canStop: runner !== 'inline' },
        (hooks) =>
          runJob({
            ...hooks,
            job: module,
            inputs: input,
            output,
            runner,
            workers,
            memoryBytes: memory,
            partitions,
            overwrite,
            compression: options.compress,
            ...options.skipLimit,
            files: parseFiles(options.file ?? []),
            options: jobOptions,
            limits: {
              ...(options.attempts === undefined ? {} : { attemptsMax: options.attempts }),
              ...(options.taskTimeout === undefined ? {} : { taskMsMax: options.taskTimeout }),
            },
            profileFolder: profile,
          }),
      );
    });
  if (args[0] === 'run' && args.some((arg) => arg === '--help' || arg === '-h')) {
    const text = await describeJobOptions(args[1]);
    if (text !== undefined) run.addHelpText('after', `\n${text}`);
  }
}

function ownFlags(command: { readonly options: readonly { readonly long?: string | undefined }[] }): string {
  return command.options.flatMap(({ long }) => long ?? []).join(', ');
}

/** What commander did not know is for the job; a typo is told with the options of both. */
function readJobOptions(
  args: readonly string[],
  { name, options }: Awaited<ReturnType<typeof loadJob>>,
  own: string,
): Record<string, unknown> {
  try {
    return parseOptionArguments(name, options, args);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw mapreduceError('OPTION_INVALID', error.message, {
      hint: `${error.hint} Options of run: ${own}.`,
      cause: error,
    });
  }
}
