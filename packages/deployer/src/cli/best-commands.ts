import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import { listBest, resetBest } from '../gate/best.ts';
import { showMetric } from '../gate/told-verdict.ts';
import { cliActor } from './config.ts';
import { withState } from './with-state.ts';

export const bestCommand = new Command('best').description(
  'the best values so far, which gates against the best hold',
);

bestCommand
  .command('list')
  .description('list them, and which commit has set each')
  .argument('<repository>')
  .option('--json', 'print them as JSON')
  .action(async (repository, { json }) => {
    const items = await withState(({ state }) => listBest(state, repository));
    if (json) return printJson({ items });
    const rows = items.map(({ branch, commit, metric, value }) => [
      branch,
      metric,
      showMetric(metric, value),
      commit.slice(0, 12),
    ]);
    print(drawTable(['branch', 'figure', 'best', 'set by'], rows));
  });

bestCommand
  .command('reset')
  .description('forget one: the next good run of the target branch sets it anew')
  .argument('<repository>')
  .argument('<metric>', 'the figure')
  .requiredOption('--reason <text>', 'why it may be worse')
  .action(async (repository, metric, { reason }) => {
    await withState((world) => resetBest(world, repository, { metric, reason }, cliActor()));
    say(`the next good run of the target branch sets ${metric} anew`);
  });
