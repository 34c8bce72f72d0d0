import { Command } from '@commander-js/extra-typings';
import { whenToldToStop } from '@oremill/runtime';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { LOG_LINES_MAX, type LogLine, type Run } from '@oremill/types';
import { findRun } from '../gate/find-run.ts';
import { withDeployer } from './with-deployer.ts';

export const logsCommand = new Command('logs')
  .description('lines of the log of a step')
  .argument('<run>', 'its id, or repository#number')
  .argument('[step]', 'default: the one that has failed, else the one that was begun last')
  .option('--attempt <number>', 'default: the last', parseCount(1))
  .option('--from <line>', 'first line', parseCount(0), 0)
  .option('--search <text>', 'only lines with this text in them')
  .option('--follow', 'also lines that come, until the step has ended')
  .option('--json', 'print each line as JSON')
  .action(async (told, wanted, { attempt, follow, from, json, search }) => {
    const show = (line: LogLine) => {
      if (json) printJson(line);
      else if (line.stream === 'engine') print(`· ${line.text}`);
      else print(line.text);
    };
    await withDeployer(async (deployer) => {
      const run = await deployer.getRun(await findRun(deployer.world.state, told));
      const step = wanted ?? interestingStep(run);
      if (step === undefined) return say('no step of it has begun');
      const name = { id: run.id, step, attempt };
      if (search !== undefined) {
        const { isCut, lines } = await deployer.logs.search(name, { text: search, limit: LOG_LINES_MAX });
        lines.filter(({ line }) => line >= from).forEach(show);
        if (isCut) say(`there are more: these are the first ${LOG_LINES_MAX}`);
        return;
      }
      const stop = new AbortController();
      if (follow) void whenToldToStop().then(() => stop.abort());
      for await (const lines of await deployer.logs.follow(name, {
        from,
        signal: stop.signal,
        isLive: follow ?? false,
      })) {
        lines.forEach(show);
      }
    });
  });

function interestingStep({ steps }: Run): string | undefined {
  const begun = steps.filter(({ attempt }) => attempt > 0);
  return (begun.find(({ state }) => state === 'failed') ?? begun.at(-1))?.name;
}
