import { readFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { systemClock } from '@oremill/runtime';
import { drawTable, parseCount, print, printJson, say } from '@oremill/runtime/cli';
import {
  costError,
  type Estimate,
  type FigureTree,
  formatBytes,
  formatCount,
  type Interval,
} from '@oremill/types';
import { estimateCost } from '../estimate-cost.ts';
import { parseScenario, type Scenario } from '../scenario/scenario.ts';
import { drawTree, showNumber } from './draw-tree.ts';
import { readBook } from './read-book.ts';
import { SAMPLE_FLAGS } from './sample-flags.ts';
import { sampleOf } from './sample-options.ts';

export const estimateCommand = new Command('estimate')
  .description('tell what data like a sample cost to keep, in each medium, with an interval')
  .argument('<input...>', 'the sample: file, folder, glob, s3://bucket/key, or -')
  .option('--scenario <file>', 'a JSON file that says all of what follows')
  .option('--rate <amount>', 'new records, as "340e6 record/day"')
  .option('--records <amount>', 'records that are there, as "1e6 record"')
  .option('--retention <time>', 'how long each is kept, as "365 day"')
  .option('--months <count>', 'how far to look ahead', parseCount(1, 120))
  .option('--growth <share>', 'of the rate each month, as 0.02', Number)
  .option('--replicas <count>', 'copies of each record', Number)
  .option('--compression <how>', 'none, zlib, zstd or zstd-dictionary')
  .option('--index <code>', 'an inverted index of the text beside: delta-varint or elias-fano')
  .option('--media <names>', 'with commas between them; see cost media')
  .option('--book <name>', 'of prices')
  .option('--confidence <share>', 'of the intervals, as 0.9', Number)
  .option('--explain <medium>', 'show where the cost of a medium comes from')
  .addOption(SAMPLE_FLAGS.text)
  .addOption(SAMPLE_FLAGS.format)
  .addOption(SAMPLE_FLAGS.columns)
  .addOption(SAMPLE_FLAGS.seed)
  .addOption(SAMPLE_FLAGS.keep)
  .addOption(SAMPLE_FLAGS.all)
  .option('--json', 'print the estimate as JSON')
  .action(
    async (inputs, { scenario: file, media, explain, json, text, format, columns, keep, all, ...given }) => {
      const scenario = readScenario(file, { ...given, media: media?.split(',') });
      const flags = {
        text,
        format,
        columns,
        keep,
        all,
        seed: given.seed,
        compression: scenario.compression !== 'none',
      };
      const sample = await sampleOf(inputs, flags);
      const world = { book: readBook(scenario.book), nowMs: systemClock.nowMs() };
      const estimate = estimateCost(sample, scenario, world);
      if (json) return printJson(estimate);
      print(drawEstimate(estimate));
      for (const warning of estimate.warnings) say(`warning: ${warning}`);
      if (explain !== undefined) print(`\n${drawTree(explanationOf(estimate, explain))}`);
    },
  );

function explanationOf({ media }: Estimate, name: string): FigureTree {
  const found = media.find(({ medium }) => medium === name);
  if (found) return found.explanation;
  throw costError('FIGURE_MISSING', `the estimate has no medium ${name}`, {
    hint: `It has: ${media.map(({ medium }) => medium).join(', ')}.`,
  });
}

/** What is said on the command line goes before what the file says. */
function readScenario(file: string | undefined, given: Readonly<Record<string, unknown>>): Scenario {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (file === undefined) return parseScenario(said);
  let written: object;
  try {
    written = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw costError('SCENARIO_INVALID', `cannot read ${file}: ${String(error)}`, {
      hint: 'It has to be there, and to be JSON.',
      cause: error,
    });
  }
  return parseScenario({ ...written, ...said });
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

function showTime(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} days`;
}
