import { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson } from '@oremill/runtime/cli';
import { PAGE_LIMIT_MAX } from '@oremill/types';
import { listChanges } from '../access/changes.ts';
import { withState } from './with-state.ts';

export const changesCommand = new Command('changes')
  .description('who has changed what, newest first')
  .option('--actor <name>', 'of one token or account')
  .option('--subject <name>', 'of one repository, token or run')
  .option('--limit <count>', 'so many', parseCount(1, PAGE_LIMIT_MAX), 50)
  .option('--cursor <id>', 'go on after a page: its nextCursor')
  .option('--json', 'print them as JSON')
  .action(async ({ json, ...query }) => {
    const page = await withState(({ state }) => listChanges(state, query));
    if (json) return printJson(page);
    const rows = page.items.map(({ at, actor, action, subject, details }) => [
      at,
      actor,
      action,
      subject,
      Object.entries(details)
        .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join(', '),
    ]);
    print(drawTable(['at', 'who', 'what', 'of', ''], rows));
  });
