/** `node statistics.ts FILE [zlib]`: what peers/statistics.py prints, measured by our reader. */
import { createObjects } from '@oremill/runtime/objects';
import { readSample } from '../../src/read-sample.ts';
import { openContents } from '../../src/sample/open-content.ts';
import { TWEETS_2012 } from '../../src/statistics/rules.ts';

const [path = '', compression] = process.argv.slice(2);
const sample = await readSample(await openContents([path], createObjects()), {
  rules: TWEETS_2012,
  seed: 1,
  keptMax: 2000,
  measuresAll: true,
  compresses: compression === 'zlib',
});
const { means, statistics } = sample;
const sumOf = (mean: number) => Math.round(mean * statistics.records);
const sums = {
  records: statistics.records,
  bytes: sumOf(means.bytes),
  zlibBytes: sumOf(means.zlibBytes),
  tokens: sumOf(means.tokens),
  uniqueTokens: sumOf(means.uniqueTokens),
  characters: sumOf(means.characters),
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(sums));
