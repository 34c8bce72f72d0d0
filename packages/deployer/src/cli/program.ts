import { Command } from '@commander-js/extra-typings';
import { measureCommand } from './measure-command.ts';
import { sizeCommand } from './size-command.ts';

/** The command line of the package, for `cli.ts` to run and for the reference to describe. */
export const program = new Command('deployer')
  .description('What the tools of a project report of a commit, in one shape and in figures.')
  .addCommand(measureCommand)
  .addCommand(sizeCommand)
  .addHelpText(
    'after',
    `
Examples:
  deployer measure build/junit.xml build/coverage.xml
  deployer measure 'target/surefire-reports/*.xml' --json
  deployer size`,
  );
