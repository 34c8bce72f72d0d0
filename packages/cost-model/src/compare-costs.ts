import { seededRandom } from '@oremill/runtime';
import type { CostComparison, Interval } from '@oremill/types';
import { checkSample } from './estimate/check-sample.ts';
import { intervalsOf } from './estimate/interval.ts';
import { estimateFigures } from './estimate-figures.ts';
import { linesOf } from './explain-line.ts';
import { difference, type Figure } from './figure/figure.ts';
import type { PriceBook } from './price/price-book.ts';
import { DRAWS, type Sample } from './read-sample.ts';
import { changesBetween } from './scenario/changes-between.ts';
import type { Scenario } from './scenario/scenario.ts';
import { tellWarnings } from './tell-warnings.ts';

export interface PricedScenario {
  readonly scenario: Scenario;
  readonly book: PriceBook;
}

export interface Compared {
  readonly first: PricedScenario;
  readonly second: PricedScenario;
  readonly nowMs: number;
}

/** Of months the last alone, and of media what they cost and take: the rest follows from these. */
const COMPARED = /^(records|index|total|.+\.(bytes|last|total|record))$/;

/**
 * What the second scenario takes and costs more than the first, line by line, of one sample. What both rest on varies
 * alike in both, so that a difference is told more closely than either. Throws SAMPLE_UNFIT, PRICE_MISSING.
 */
export function compareCosts(sample: Sample, { first, second, nowMs }: Compared): CostComparison {
  checkSample(sample);
  const [before, after] = [first, second].map(({ scenario, book }) =>
    linesOf(estimateFigures(sample, scenario, book)),
  ) as [Map<string, Figure>, Map<string, Figure>];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((line) => COMPARED.test(line));
  const told = names.map((line) => figuresOf(line, before.get(line), after.get(line)));
  const figures = told.flatMap(({ figures }) => Object.values(figures));
  const { confidence, seed } = first.scenario;
  const intervals = intervalsOf(figures, { confidence, draws: DRAWS, random: seededRandom(seed) });
  return {
    confidence,
    changes: changesBetween(first.scenario, second.scenario),
    lines: told.map(({ figures: parts, ...line }) => ({
      ...line,
      ...Object.fromEntries(
        Object.entries(parts).map(([part, figure]) => [part, intervals[figures.indexOf(figure)] as Interval]),
      ),
    })),
    warnings: tellWarnings(figures, sample, nowMs),
  };
}

/** A line that only one of them has is told alone. */
function figuresOf(line: string, first: Figure | undefined, second: Figure | undefined) {
  const figures: Record<string, Figure> = {
    ...(first ? { first } : {}),
    ...(second ? { second } : {}),
    ...(first && second ? { difference: difference('difference', second, first) } : {}),
  };
  const unit = (first ?? second)?.unit ?? '';
  return { line, unit, figures };
}
