import { existsSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { writeFileAtomic } from '@oremill/runtime';
import { print, printJson, say } from '@oremill/runtime/cli';
import { bestSchema, gatesFileSchema, measurementSchema } from '@oremill/types';
import { changeBetween, leftAt } from '../change/ancestry.ts';
import { judge, raiseBest } from '../gate/judge.ts';
import { drawVerdict } from './draw-verdict.ts';
import { measure, REPORTS_HELP } from './measure-command.ts';
import { readAs } from './read-as.ts';

const EXIT_FAILED = 1;

export const gateCommand = new Command('gate')
  .description('tell whether the figures of a commit are good enough; exit 1: they are not')
  .argument('<report...>', REPORTS_HELP)
  .requiredOption('--gates <file>', 'JSON: {"gates": [{"metric": "tests.failed", "atMost": 0}, …]}')
  .option('--base <file>', 'what measure --json has told of the commit that this one started from')
  .option(
    '--since <name>',
    'branch or commit that this one has left, for gates of changed lines: origin/main',
  )
  .option('--best <file>', 'JSON with the best values so far, for gates against the best')
  .option('--raise', 'write better values to the file of --best, where the verdict is good')
  .option('--root <folder>', 'of the repository: files are named from there', '.')
  .option('--commit <id>', 'that is judged')
  .option('--json', 'print the verdict as JSON')
  .action(async (patterns, { base, best, commit, gates: gatesFile, json, raise, root, since }) => {
    const { gates } = await readAs(gatesFile, gatesFileSchema);
    const before = best !== undefined && existsSync(best) ? await readAs(best, bestSchema) : {};
    const now = await measure(patterns, { root, commit });
    const verdict = judge({
      gates,
      now,
      base: base === undefined ? undefined : await readAs(base, measurementSchema),
      best: before,
      change: since === undefined ? undefined : await changeBetween(root, await leftAt(root, since)),
    });
    if (json) printJson(verdict);
    else print(drawVerdict(verdict));
    if (verdict.outcome === 'failed') process.exitCode = EXIT_FAILED;
    else if (raise && best !== undefined) {
      writeFileAtomic(best, `${JSON.stringify(raiseBest(gates, before, now), null, 2)}\n`, 0o644);
      say(`the best values so far are in ${best}`);
    }
  });
