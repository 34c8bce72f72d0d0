import type { Clock } from '@oremill/runtime';
import {
  AppError,
  type BookPrice,
  type ComparisonReply,
  type CostMedium,
  type EstimateReply,
  type FigureTree,
  type KeptEstimate,
  type PricePort,
  type RunEstimate,
  type ScenarioInput,
  type StoredSample,
  toErrorReply,
  type UnpricedMedium,
} from '@oremill/types';
import { compareCosts } from './compare-costs.ts';
import { estimateCost } from './estimate-cost.ts';
import { estimateFigures } from './estimate-figures.ts';
import { explainLine } from './explain-line.ts';
import { expected } from './figure/evaluate.ts';
import { given } from './figure/figure.ts';
import { keepBytes } from './keep-bytes.ts';
import { keepPrice } from './medium/keep-price.ts';
import { describeMedium, MEDIA, mediumOf } from './medium/media.ts';
import { isOld, priceFigure } from './price/find-price.ts';
import { BOOKS, openBook, type PriceBook } from './price/price-book.ts';
import { readSample, type Sample } from './read-sample.ts';
import { estimateRun, type RunRequest } from './run/estimate-run.ts';
import type { Content } from './sample/open-content.ts';
import { SampleStore } from './sample/sample-store.ts';
import { parseScenario, type Scenario } from './scenario/scenario.ts';
import type { Rules } from './statistics/rules.ts';
import { quantity } from './units/quantity.ts';

export interface CostServiceOptions {
  /** Where samples lie. */
  readonly folder: string;
  readonly clock: Clock;
}

/** Records looked at closely; all of a smaller sample. */
const KEPT_MAX = 2000;
const SEED = 1;

/** What the platform offers of the cost model: samples that are kept, and estimates of them. */
export class CostService implements PricePort {
  readonly samples: SampleStore;
  readonly #clock: Clock;

  constructor({ folder, clock }: CostServiceOptions) {
    this.samples = new SampleStore(folder);
    this.#clock = clock;
  }

  /** Throws SAMPLE_UNFIT, SAMPLE_UNREADABLE. */
  async measure(contents: readonly Content[], rules: Rules, signal?: AbortSignal): Promise<StoredSample> {
    const options = {
      rules,
      seed: SEED,
      keptMax: KEPT_MAX,
      measuresAll: false,
      compresses: true,
      isServed: true,
      signal,
    };
    return this.samples.add(await readSample(contents, options), this.#clock.nowMs());
  }

  /** Media without a price are told apart. Throws SAMPLE_MISSING, SAMPLE_UNFIT, SCENARIO_INVALID, UNIT_INVALID. */
  estimate(sampleId: string, input: ScenarioInput): EstimateReply {
    const sample = this.samples.open(sampleId);
    const { scenario, book, unpriced } = readScenario(sample, input);
    return { ...estimateCost(sample, scenario, { book, nowMs: this.#clock.nowMs() }), unpriced };
  }

  /** Throws FIGURE_MISSING, and what `estimate` throws. */
  explain(sampleId: string, input: ScenarioInput, line: string): FigureTree {
    const sample = this.samples.open(sampleId);
    const { scenario, book } = readScenario(sample, input);
    return explainLine(estimateFigures(sample, scenario, book), line);
  }

  /** What the second scenario costs more than the first; throws what `estimate` throws. */
  compare(sampleId: string, first: ScenarioInput, second: ScenarioInput): ComparisonReply {
    const sample = this.samples.open(sampleId);
    const [before, after] = [readScenario(sample, first), readScenario(sample, second)];
    const others = after.unpriced.filter(
      ({ medium }) => !before.unpriced.some((one) => one.medium === medium),
    );
    return {
      ...compareCosts(sample, { first: before, second: after, nowMs: this.#clock.nowMs() }),
      unpriced: [...before.unpriced, ...others],
    };
  }

  /** What so many bytes of memory cost to keep, there and elsewhere. */
  keep(bytes: number, where: string): KeptEstimate[] {
    const book = openBook(BOOKS[0]);
    return Object.keys(MEDIA).map((medium) => keepBytes(bytes, where, medium, book));
  }

  /** Throws SAMPLE_UNFIT, PRICE_MISSING, PRICE_BOOK_MISSING. */
  estimateRun(request: RunRequest, book: string): RunEstimate {
    return estimateRun(request, openBook(book));
  }

  machineUsdMonth(instanceType: string): number {
    return priceFigure(openBook(BOOKS[0]), `ec2.${instanceType}`, 'USD/node-month(730h)').value;
  }

  gibUsdMonth(medium: string): number {
    const one = given('one', quantity(1, 'GiB'), { kind: 'assumption', because: 'as asked for' });
    return expected(keepPrice(mediumOf(medium), openBook(BOOKS[0]), 'on-demand', one));
  }

  media(): CostMedium[] {
    return Object.entries(MEDIA).map(([name, medium]) => describeMedium(name, medium));
  }

  /** Throws PRICE_BOOK_MISSING. */
  prices(bookName: string, prefix: string): { title: string; items: BookPrice[] } {
    const { title, prices, sources } = openBook(bookName);
    const items = prices
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ id, what, region, amount, unit, quote, source }) => {
        const { address, date } = sources[source] as { address: string; date: string };
        return {
          id,
          what,
          region,
          amount,
          unit,
          quote,
          address,
          date,
          isOld: isOld(date, this.#clock.nowMs()),
        };
      });
    return { title, items };
  }
}

/** The scenario with those media alone that its book has all prices of, and the others. */
function readScenario(
  sample: Sample,
  input: ScenarioInput,
): { scenario: Scenario; book: PriceBook; unpriced: UnpricedMedium[] } {
  const scenario = parseScenario(input);
  const book = openBook(scenario.book);
  const unpriced = scenario.media.flatMap((name) => {
    const problem = priceProblem(() =>
      estimateFigures(sample, { ...scenario, media: [name], months: 1 }, book),
    );
    return problem ? [{ medium: name, title: mediumOf(name).title, problem: toErrorReply(problem) }] : [];
  });
  const media = scenario.media.filter((name) => !unpriced.some(({ medium }) => medium === name));
  return { scenario: { ...scenario, media }, book, unpriced };
}

/** Why something has no price; undefined where it has all. */
function priceProblem(work: () => unknown): AppError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError && ['PRICE_MISSING', 'PRICE_FACT_MISSING'].includes(error.code))
      return error;
    throw error;
  }
}
