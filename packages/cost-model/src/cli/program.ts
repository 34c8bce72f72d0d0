import { Command } from '@commander-js/extra-typings';
import { chargeCommand } from './charge-command.ts';
import { compareCommand } from './compare-command.ts';
import { estimateCommand } from './estimate-command.ts';
import { explainCommand } from './explain-command.ts';
import { keepCommand } from './keep-command.ts';
import { fiveMinuteCommand, tweetsCommand, visaCommand } from './preset-commands.ts';
import { mediaCommand, pricesCommand } from './price-commands.ts';
import { runCommand } from './run-command.ts';
import { sampleCommand } from './sample-command.ts';

/** The command line of the package, for `cli.ts` to run and for the reference to describe. */
export const program = new Command('cost')
  .description('From a sample of the data to a price with an interval, every number explained.')
  .addCommand(sampleCommand)
  .addCommand(estimateCommand)
  .addCommand(explainCommand)
  .addCommand(compareCommand)
  .addCommand(keepCommand)
  .addCommand(runCommand)
  .addCommand(chargeCommand)
  .addCommand(pricesCommand)
  .addCommand(mediaCommand)
  .addCommand(tweetsCommand)
  .addCommand(visaCommand)
  .addCommand(fiveMinuteCommand)
  .addHelpText(
    'after',
    `
Examples:
  cost sample posts.jsonl --text text
  cost estimate posts.jsonl --rate "1e6 record/day" --retention "365 day" --media ram,ssd,s3
  cost estimate posts.jsonl --scenario scenario.json --chart
  cost explain posts.jsonl --scenario scenario.json --line ram.total
  cost compare today.json tomorrow.json posts.jsonl
  cost keep "12 GiB" --media ram,s3
  cost run refined --input "1 TB" --nodes 8
  cost prices s3
  cost tweets-2012 --corrected`,
  );
