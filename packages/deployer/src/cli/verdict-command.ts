import { Command } from '@commander-js/extra-typings';
import { print, printJson, say, writeOut } from '@oremill/runtime/cli';
import { gatesFileSchema, type ReplayedVerdict, type RunVerdict } from '@oremill/types';
import { findRun } from '../gate/find-run.ts';
import { readVerdict, replayVerdict } from '../gate/verdicts.ts';
import { drawVerdict } from './draw-verdict.ts';
import { readAs } from './read-as.ts';
import { withState } from './with-state.ts';

const EXIT_FAILED = 1;

export const verdictCommand = new Command('verdict')
  .description('tell whether a run is good enough, and why; exit 1: it is not')
  .argument('<run>', 'its id, or repository#number')
  .option('--gates <file>', 'JSON: what these gates would have said of it; nothing changes')
  .option('--markdown', 'print it for a comment at a forge')
  .option('--json', 'print it as JSON')
  .action(async (run, { gates: gatesFile, json, markdown }) => {
    const gates = gatesFile === undefined ? undefined : (await readAs(gatesFile, gatesFileSchema)).gates;
    const told: RunVerdict & Partial<ReplayedVerdict> = await withState(async ({ state }) => {
      const id = await findRun(state, run);
      return gates === undefined ? readVerdict(state, id) : replayVerdict(state, id, gates);
    });
    if (json) printJson(told);
    else if (markdown) writeOut(told.markdown);
    else {
      const { branch, commit, number, repository, state, subject } = told.run;
      say(`${repository} #${number}: ${subject} (${commit.slice(0, 12)} on ${branch}), ${state}`);
      print(drawVerdict(told.verdict));
      if (told.lacks !== undefined) say(`${told.lacks} are not kept any more: less is explained`);
    }
    if (told.verdict.outcome === 'failed') process.exitCode = EXIT_FAILED;
  });
