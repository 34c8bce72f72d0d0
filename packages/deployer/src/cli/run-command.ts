import { Command } from '@commander-js/extra-typings';
import { say } from '@oremill/runtime/cli';
import { runHere } from './run-here.ts';

const EXIT_USED_WRONGLY = 2;

export const runCommand = new Command('run')
  .description('do the steps of a pipeline and judge them; exit 1: it has not passed')
  .option('--local', 'on the working tree, on this machine, without a server or a database')
  .option('--step <name...>', 'only these steps, and those before them')
  .option('--pass <variable...>', 'of your environment that steps get as well; else they get PATH alone')
  .option('--base <file>', 'what measure --json has told of the commit that this one started from')
  .option('--best <file>', 'JSON with the best values so far, for gates against the best')
  .option('--keep', 'logs, home and temporary files of the run')
  .option('--folder <folder>', 'in the repository', '.')
  .option('--json', 'print how it came out as JSON; lines of steps go to stderr')
  .action(async ({ local, ...options }) => {
    if (local) return runHere(options);
    say(
      'error: without --local it is not known what to run\nhint:  deployer runs request asks the engine for a run, deployer run --local does it here',
    );
    process.exitCode = EXIT_USED_WRONGLY;
  });
