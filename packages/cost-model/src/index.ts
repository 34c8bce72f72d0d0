export { compareCosts, type PricedScenario } from './compare-costs.ts';
export { CostService, type CostServiceOptions } from './cost-service.ts';
export { type CostWorld, estimateCost } from './estimate-cost.ts';
export { BOOKS, openBook, type PriceBook, parseBook } from './price/price-book.ts';
export { readSample, type Sample, type SampleOptions } from './read-sample.ts';
export { type Content, contentOf, openContents } from './sample/open-content.ts';
export { parseScenario, type Scenario } from './scenario/scenario.ts';
export { type Rules, rulesSchema, TWEETS_2012 } from './statistics/rules.ts';
export { add, charge, convert, type Quantity, quantity, ratio, scale, subtract } from './units/quantity.ts';
