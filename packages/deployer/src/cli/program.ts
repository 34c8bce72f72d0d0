import { Command } from '@commander-js/extra-typings';
import { bestCommand } from './best-commands.ts';
import { changesCommand } from './changes-command.ts';
import { checkCommand, schemaCommand } from './check-command.ts';

import { gateCommand } from './gate-command.ts';
import { gcCommand } from './gc-command.ts';
import { hookCommand } from './hook-commands.ts';
import { measureCommand } from './measure-command.ts';
import { quarantineCommand } from './quarantine-commands.ts';
import { repositoriesCommand } from './repository-commands.ts';
import { runCommand } from './run-command.ts';
import { runsCommand } from './runs-commands.ts';
import { sizeCommand } from './size-command.ts';
import { testsCommand } from './tests-command.ts';
import { tokensCommand } from './token-commands.ts';
import { trendsCommand } from './trends-command.ts';
import { verdictCommand } from './verdict-command.ts';
import { workCommand } from './work-command.ts';

/** The command line of the package, for `cli.ts` to run and for the reference to describe. */
export const program = new Command('deployer')
  .description(
    'What the tools of a project report of a commit, in figures, and whether these are good enough.',
  )
  .addCommand(checkCommand)
  .addCommand(schemaCommand)
  .addCommand(runCommand)
  .addCommand(runsCommand)
  .addCommand(workCommand)
  .addCommand(measureCommand)
  .addCommand(gateCommand)
  .addCommand(sizeCommand)
  .addCommand(verdictCommand)
  .addCommand(trendsCommand)
  .addCommand(testsCommand)
  .addCommand(quarantineCommand)
  .addCommand(bestCommand)
  .addCommand(repositoriesCommand)
  .addCommand(hookCommand)
  .addCommand(tokensCommand)
  .addCommand(changesCommand)
  .addCommand(gcCommand)
  .addHelpText(
    'after',
    `
Examples:
  deployer check
  deployer run --local --step test
  deployer runs request shop --reason 'the database was moved' --wait
  deployer runs show shop#12
  deployer runs logs shop#12 test --follow
  deployer runs rerun shop#12 --from test
  deployer work --once
  deployer measure build/junit.xml build/coverage.xml
  deployer measure 'target/surefire-reports/*.xml' --json
  deployer measure build/*.xml --commit $(git merge-base HEAD origin/main) --json > base.json
  deployer gate build/*.xml --gates gates.json --base base.json
  deployer size
  deployer repositories add shop https://git.example/team/shop.git --webhook-secret env:SHOP_WEBHOOK
  deployer hook install shop
  deployer tokens make ci --role operator
  deployer verdict shop#12
  deployer verdict shop#12 --gates stricter.json
  deployer trends shop --metric coverage.lines --chart
  deployer tests shop --order slowest
  deployer quarantine add shop test_clock --suite tests.test_clock --reason 'mended by issue 12'`,
  );
