import { print, printJson } from '@oremill/runtime/cli';
import { estimateFigures } from '../estimate-figures.ts';
import { explainLine, linesOf } from '../explain-line.ts';
import { explain } from '../figure/explain.ts';
import { drawTree } from './draw-tree.ts';
import { readBook } from './read-book.ts';
import { sampleOf } from './sample-options.ts';
import { readScenario, scenarioCommand } from './scenario-options.ts';

export const explainCommand = scenarioCommand('explain')
  .description('tell where every number of an estimate comes from: formula, inputs, sample and price')
  .option('--line <name>', 'this one alone: records, total, ram.bytes, ram.12, ram.s3')
  .option('--json', 'print the trees as JSON')
  .action(async (inputs, { line, json, ...options }) => {
    const scenario = readScenario(options);
    const compression = scenario.compression !== 'none';
    const sample = await sampleOf(inputs, { ...options, seed: scenario.seed, compression });
    const figures = estimateFigures(sample, scenario, await readBook(scenario.book));
    if (line !== undefined) {
      const tree = explainLine(figures, line);
      return json ? printJson(tree) : print(drawTree(tree));
    }
    // The last month has its number too.
    const lines = [...linesOf(figures)].filter(([name]) => !name.endsWith('.last'));
    const items = lines.map(([name, figure]) => ({ line: name, explanation: explain(figure) }));
    if (json) return printJson({ items });
    print(items.map((item) => `${item.line}\n${drawTree(item.explanation, 1)}`).join('\n\n'));
  });
