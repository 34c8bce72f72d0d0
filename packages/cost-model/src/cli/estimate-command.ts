import { systemClock } from '@oremill/runtime';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import {
  costError,
  type Estimate,
  type FigureTree,
  formatBytes,
  formatCount,
  type Interval,
} from '@oremill/types';
import { estimateCost } from '../estimate-cost.ts';
import { drawBreakEven } from './draw-break-even.ts';
import { drawCourse } from './draw-course.ts';
import { drawTree, showNumber } from './draw-tree.ts';
import { readBook } from './read-book.ts';
import { sampleOf } from './sample-options.ts';
import { readScenario, scenarioCommand } from './scenario-options.ts';
import { showTime } from './show-time.ts';

export const estimateCommand = scenarioCommand('estimate')
  .description('tell what data like a sample cost to keep, in each medium, with an interval')
  .option('--explain <medium>', 'show where the cost of a medium comes from; see cost explain')
  .option(
    '--chart',
    'draw the cost over time, and which medium is the cheapest by how often records are read',
  )
  .option('--json', 'print the estimate as JSON')
  .action(async (inputs, { explain, chart, json, ...options }) => {
    const scenario = readScenario(options);
    const compression = scenario.compression !== 'none';
    const sample = await sampleOf(inputs, { ...options, seed: scenario.seed, compression });
    const world = { book: await readBook(scenario.book), nowMs: systemClock.nowMs() };
    const estimate = estimateCost(sample, scenario, world);
    if (json) return printJson(estimate);
    print(drawEstimate(estimate));
    if (chart) print(`\n${drawCourse(estimate)}\n\n${drawBreakEven(estimate)}`);
    for (const warning of estimate.warnings) say(`warning: ${warning}`);
    if (explain !== undefined) print(`\n${drawTree(explanationOf(estimate, explain))}`);
  });

function explanationOf({ media }: Estimate, name: string): FigureTree {
  const found = media.find(({ medium }) => medium === name);
  if (found) return found.explanation;
  throw costError('FIGURE_MISSING', `the estimate has no medium ${name}`, {
    hint: `It has: ${media.map(({ medium }) => medium).join(', ')}.`,
  });
}

function drawEstimate({ media, breakEvens, records, index, confidence }: Estimate): string {
  const percent = `${Math.round(confidence * 100)} %`;
  const lines = [
    `${formatCount(Math.round(records.expected))} records kept in the last month (${percent})`,
    drawTable(
      ['medium', 'bytes', 'USD a month, last', `${percent} between`, 'USD in all', `${percent} between`],
      media.map(({ medium, bytes, usdMonth, usdTotal }) => [
        medium,
        formatBytes(bytes.expected),
        showNumber(usdMonth.expected),
        showRange(usdMonth),
        showNumber(usdTotal.expected),
        showRange(usdTotal),
      ]),
    ),
  ];
  if (index) {
    lines.push(
      `index of the words: ${formatBytes(index.bytes.expected)} (${formatBytes(index.bytes.low)} to ${formatBytes(index.bytes.high)}); at most ${formatBytes(index.naiveBytes.expected)}`,
    );
  }
  const [first] = media;
  if (first && first.drivers.length > 0) {
    lines.push(`What drives the spread of ${first.medium}:`);
    lines.push(
      drawTable(
        ['input', 'USD a month between', 'records that would halve it'],
        first.drivers.map((driver) => [
          driver.label,
          showRange(driver),
          driver.recordsToHalve === undefined ? '' : formatCount(driver.recordsToHalve),
        ]),
      ),
    );
  }
  for (const { dear, cheap, secondsBetweenReads } of breakEvens) {
    if (secondsBetweenReads === undefined) continue;
    lines.push(
      `${dear} is cheaper than ${cheap} for what is read more often than every ${showTime(secondsBetweenReads.expected)} (${showTime(secondsBetweenReads.low)} to ${showTime(secondsBetweenReads.high)})`,
    );
  }
  return lines.join('\n');
}

function showRange({ low, high }: Pick<Interval, 'low' | 'high'>): string {
  return low === high ? 'exact' : `${showNumber(low)} – ${showNumber(high)}`;
}
