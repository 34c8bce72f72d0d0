import { Command } from '@commander-js/extra-typings';
import { systemClock } from '@oremill/runtime';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import type { CostComparison, Interval } from '@oremill/types';
import { compareCosts, type PricedScenario } from '../compare-costs.ts';
import { parseScenario } from '../scenario/scenario.ts';
import { showNumber } from './draw-tree.ts';
import { readBook } from './read-book.ts';
import { SAMPLE_FLAGS } from './sample-flags.ts';
import { sampleOf } from './sample-options.ts';
import { readScenarioFile } from './scenario-options.ts';

export const compareCommand = new Command('compare')
  .description('tell what a second scenario costs more than a first, of one sample')
  .argument('<first>', 'a scenario: a JSON file')
  .argument('<second>', 'another one')
  .argument('<input...>', 'the sample: file, folder, glob, s3://bucket/key, or -')
  .addOption(SAMPLE_FLAGS.text)
  .addOption(SAMPLE_FLAGS.format)
  .addOption(SAMPLE_FLAGS.columns)
  .addOption(SAMPLE_FLAGS.keep)
  .addOption(SAMPLE_FLAGS.all)
  .option('--json', 'print the comparison as JSON')
  .action(async (firstFile, secondFile, inputs, { json, ...flags }) => {
    const first = await readPriced(firstFile);
    const second = await readPriced(secondFile);
    const compression = [first, second].some(({ scenario }) => scenario.compression !== 'none');
    const sample = await sampleOf(inputs, { ...flags, seed: first.scenario.seed, compression });
    const comparison = compareCosts(sample, { first, second, nowMs: systemClock.nowMs() });
    if (json) return printJson(comparison);
    print(drawComparison(comparison));
    for (const warning of comparison.warnings) say(`warning: ${warning}`);
  });

async function readPriced(file: string): Promise<PricedScenario> {
  const scenario = parseScenario(readScenarioFile(file));
  return { scenario, book: await readBook(scenario.book) };
}

function drawComparison({ changes, lines, confidence }: CostComparison): string {
  const percent = `${Math.round(confidence * 100)} % between`;
  const show = (interval: Interval | undefined) => (interval ? showNumber(interval.expected) : '');
  return [
    drawTable(
      ['differs', 'first', 'second'],
      changes.map(({ field, first, second }) => [field, first, second]),
    ),
    drawTable(
      ['line', 'unit', 'first', 'second', 'difference', percent],
      lines.map(({ line, unit, first, second, difference }) => [
        line,
        unit,
        show(first),
        show(second),
        show(difference),
        difference ? `${showNumber(difference.low)} – ${showNumber(difference.high)}` : '',
      ]),
    ),
  ].join('\n');
}
