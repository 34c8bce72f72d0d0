import { Command, Option } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { formatBytes } from '@oremill/types';
import { expected } from '../figure/evaluate.ts';
import { explain } from '../figure/explain.ts';
import { fiveMinuteRule } from '../presets/five-minute-rule.ts';
import { MISTAKES, tweetsAsPublished, tweetsCorrected } from '../presets/tweets-2012.ts';
import { visaRedshift } from '../presets/visa-redshift.ts';
import { drawTree } from './draw-tree.ts';
import { showTime } from './show-time.ts';

export const tweetsCommand = new Command('tweets-2012')
  .description('what a post of 2012 said all status updates of a day would cost in memory')
  .addOption(new Option('--as-published', 'its output, to the last digit').conflicts('corrected'))
  .addOption(new Option('--corrected', 'what it should have said, and which mistakes it made'))
  .option('--json', 'print it as JSON')
  .action(({ corrected, json }) => {
    if (!corrected) {
      const lines = tweetsAsPublished();
      return json ? printJson({ lines }) : print(lines.join('\n'));
    }
    const lines = tweetsCorrected();
    if (json) return printJson({ lines, mistakes: MISTAKES });
    for (const { title, published, size, costADay, costAYear, mistakes } of lines) {
      print(`${title}   (mistakes ${mistakes.join(', ')})`);
      print(`  published: ${published}`);
      const year = costAYear ? `, ${costAYear.value.toFixed(6)} million USD a year` : '';
      print(`  corrected: ${size.value.toFixed(6)} TB, ${costADay.value.toFixed(6)} USD a day${year}`);
    }
    print(`\n${MISTAKES.map((mistake, index) => `${index + 1}. ${mistake}`).join('\n')}`);
  });

export const visaCommand = new Command('visa-redshift')
  .description('the second example of 2012: a transaction log in Redshift')
  .option('--explain', 'show where the price comes from')
  .option('--json', 'print it as JSON')
  .action((options) => {
    const { figure, ...answer } = visaRedshift();
    if (options.json) return printJson({ ...answer, explanation: explain(figure) });
    const { nodes, terabytes, usdAYear } = answer;
    print(drawTable(['nodes', 'TB', 'USD a year'], [[nodes, terabytes, usdAYear.toLocaleString('en-US')]]));
    if (options.explain) print(drawTree(explain(figure)));
  });

export const fiveMinuteCommand = new Command('five-minute-rule')
  .description('the published intervals of the five-minute rule, worked out again of their prices')
  .option('--explain', 'show where the prices come from')
  .option('--json', 'print it as JSON')
  .action((options) => {
    const lines = fiveMinuteRule();
    if (options.json) {
      const items = lines.map(({ interval, ...line }) => ({
        ...line,
        seconds: expected(interval),
        explanation: explain(interval),
      }));
      return printJson({ items });
    }
    print(
      drawTable(
        ['year', 'page', 'memory and', 'published', 'worked out'],
        lines.map(({ year, page, device, published, interval }) => [
          year,
          formatBytes(page.value),
          device,
          published,
          showTime(expected(interval)),
        ]),
      ),
    );
    if (options.explain) for (const { interval } of lines) print(`\n${drawTree(explain(interval))}`);
  });
