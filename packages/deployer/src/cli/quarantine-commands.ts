import { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { QUARANTINE_DAYS_MAX } from '@oremill/types';
import { testTitle } from '../gate/told-verdict.ts';
import { listQuarantine, quarantineTest, releaseTest } from '../history/quarantine.ts';
import { cliActor } from './config.ts';
import { withState } from './with-state.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 14;
const SUITE_HELP = 'its class, file or suite, as the report names it';

export const quarantineCommand = new Command('quarantine').description(
  'tests whose failures do not count, each with a reason and an end',
);

quarantineCommand
  .command('list')
  .description('list them, also those whose end has come: these count again')
  .argument('<repository>')
  .option('--json', 'print them as JSON')
  .action(async (repository, { json }) => {
    const items = await withState(({ clock, state }) => listQuarantine(state, clock.nowMs(), repository));
    if (json) return printJson({ items });
    const rows = items.map((one) => [
      testTitle(one),
      one.isOver ? `over since ${one.until}` : one.until,
      one.reason,
      one.createdBy,
    ]);
    print(drawTable(['test', 'until', 'reason', 'by'], rows));
  });

quarantineCommand
  .command('add')
  .description('have failures of a test not count for some days; of one that is there, set them anew')
  .argument('<repository>')
  .argument('<test>', 'its name, as the report has it')
  .option('--suite <name>', SUITE_HELP, '')
  .requiredOption('--reason <text>', 'why, and who will mend it')
  .option(
    '--days <count>',
    'until its failures count again',
    parseCount(1, QUARANTINE_DAYS_MAX),
    DEFAULT_DAYS,
  )
  .option('--json', 'print it as JSON')
  .action(async (repository, name, { days, json, reason, suite }) => {
    const set = await withState((world) => {
      const until = new Date(world.clock.nowMs() + days * DAY_MS).toISOString();
      return quarantineTest(world, repository, { suite, name, reason, until }, cliActor());
    });
    if (json) return printJson(set);
    print(`failures of ${testTitle(set)} do not count until ${set.until}`);
  });

quarantineCommand
  .command('remove')
  .description('have failures of a test count again')
  .argument('<repository>')
  .argument('<test>', 'its name')
  .option('--suite <name>', SUITE_HELP, '')
  .action(async (repository, name, { suite }) => {
    await withState((world) => releaseTest(world, repository, { suite, name }, cliActor()));
    say(`failures of ${testTitle({ suite, name })} count again`);
  });
