import { Command } from '@commander-js/extra-typings';
import { gateCommand } from './gate-command.ts';
import { measureCommand } from './measure-command.ts';
import { sizeCommand } from './size-command.ts';

/** The command line of the package, for `cli.ts` to run and for the reference to describe. */
export const program = new Command('deployer')
  .description(
    'What the tools of a project report of a commit, in figures, and whether these are good enough.',
  )
  .addCommand(measureCommand)
  .addCommand(gateCommand)
  .addCommand(sizeCommand)
  .addHelpText(
    'after',
    `
Examples:
  deployer measure build/junit.xml build/coverage.xml
  deployer measure 'target/surefire-reports/*.xml' --json
  deployer measure build/*.xml --commit $(git merge-base HEAD origin/main) --json > base.json
  deployer gate build/*.xml --gates gates.json --base base.json
  deployer size`,
  );
