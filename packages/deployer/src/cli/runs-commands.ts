import { Command, Option } from '@commander-js/extra-typings';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { PAGE_LIMIT_MAX, type Run, runStateSchema } from '@oremill/types';
import type { Deployer } from '../deployer.ts';
import { findRun } from '../gate/find-run.ts';
import { cliActor } from './config.ts';
import { drawRun, drawRuns, nameOf } from './draw-run.ts';
import { followRun } from './follow-run.ts';
import { logsCommand } from './logs-command.ts';
import { withDeployer } from './with-deployer.ts';

const EXIT_FAILED = 1;
const RUN_HELP = 'its id, or repository#number';

export const runsCommand = new Command('runs').description(
  'runs: what was asked for, how far it is, how it came out',
);

runsCommand
  .command('list', { isDefault: true })
  .description('list runs, newest first')
  .option('--repository <name>', 'of one repository')
  .option('--branch <name>', 'of one branch')
  .option('--commit <id>', 'of one commit; its beginning is enough')
  .addOption(new Option('--state <state>', 'in one state').choices(runStateSchema.options))
  .option('--limit <count>', 'runs to print at most', parseCount(1, PAGE_LIMIT_MAX), 20)
  .option('--cursor <cursor>', 'nextCursor of the page before')
  .option('--json', 'print the page as JSON')
  .action(async ({ json, ...filter }) => {
    const page = await withDeployer((deployer) => deployer.listRuns(filter));
    if (json) return printJson(page);
    print(drawRuns(page.items));
    if (page.nextCursor !== undefined) say(`there are more: --cursor ${page.nextCursor}`);
  });

runsCommand
  .command('show')
  .description('a run with its steps and its verdict')
  .argument('<run>', RUN_HELP)
  .option('--json', 'print it as JSON')
  .action(async (told, { json }) => {
    show(await withRun(told, (deployer, id) => deployer.getRun(id)), json);
  });

runsCommand
  .command('request')
  .description('ask for a run of a commit; one that was asked for before is that run')
  .argument('<repository>')
  .requiredOption('--reason <text>', 'why, for those who look later')
  .option('--branch <name>', 'default: the target branch')
  .option('--commit <id>', 'default: the newest of the branch')
  .option('--again', 'also where this commit was run before')
  .option('--wait', 'until it has ended; exit 1: it has not passed')
  .option('--json', 'print the run as JSON')
  .action(async (repository, { again, branch, commit, json, reason, wait }) => {
    const asked = { repository, branch, commit, reason, again: again ?? false };
    await withDeployer(async (deployer) => {
      await showStarted(deployer, await deployer.ask(asked, cliActor()), { json, wait });
    });
  });

runsCommand
  .command('cancel')
  .description('end a run that has not ended; its processes are killed')
  .argument('<run>', RUN_HELP)
  .option('--json', 'print the run as JSON')
  .action(async (told, { json }) => {
    const run = await withRun(told, (deployer, id) => deployer.cancelRun(id, cliActor()));
    if (json) printJson(run);
    else print(run.state === 'running' ? `${nameOf(run)} is being ended` : `${nameOf(run)} is ${run.state}`);
  });

runsCommand
  .command('approve')
  .description('let a run begin that is held: a change from a fork')
  .argument('<run>', RUN_HELP)
  .option('--json', 'print the run as JSON')
  .action(async (told, { json }) => {
    const run = await withRun(told, (deployer, id) => deployer.approveRun(id, cliActor()));
    if (json) printJson(run);
    else print(`${nameOf(run)} is ${run.state}`);
  });

runsCommand
  .command('rerun')
  .description('run the same commit again, whole or from a step on')
  .argument('<run>', RUN_HELP)
  .option('--from <step>', 'this step and what comes after it; what else has passed is kept')
  .option('--reason <text>', 'why, for those who look later')
  .option('--wait', 'until it has ended; exit 1: it has not passed')
  .option('--json', 'print the new run as JSON')
  .action(async (told, { from, json, reason, wait }) => {
    await withRun(told, async (deployer, id) => {
      await showStarted(deployer, await deployer.rerun(id, { from, reason }, cliActor()), { json, wait });
    });
  });

runsCommand.addCommand(logsCommand);

function withRun<Result>(
  told: string,
  use: (deployer: Deployer, id: string) => Promise<Result>,
): Promise<Result> {
  return withDeployer(async (deployer) => use(deployer, await findRun(deployer.world.state, told)));
}

function show(run: Run, json: true | undefined): void {
  if (json) printJson(run);
  else print(drawRun(run));
}

async function showStarted(
  deployer: Deployer,
  run: Run,
  { json, wait }: { json?: true | undefined; wait?: true | undefined },
): Promise<void> {
  if (!wait) {
    if (json) printJson(run);
    else print(`${nameOf(run)} is ${run.state}: deployer runs show ${nameOf(run)}`);
    return;
  }
  const ended = await followRun(deployer, run.id);
  show(ended, json);
  if (ended.state !== 'passed') process.exitCode = EXIT_FAILED;
}
