/** `node statistics.ts FILE [zlib|none [THREADS]]`: what peers/statistics.py prints, measured by our reader. */
import { keepCompiledCode } from '@oremill/runtime/compile-cache';

// As the command does: what it imports is compiled once.
keepCompiledCode();
const { createObjects } = await import('@oremill/runtime/objects');
const { readSample } = await import('../../src/read-sample.ts');
const { openContents } = await import('../../src/sample/open-content.ts');
const { TWEETS_2012 } = await import('../../src/statistics/rules-2012.ts');

const [path = '', compression, workers] = process.argv.slice(2);
const sample = await readSample(await openContents([path], createObjects()), {
  rules: TWEETS_2012,
  seed: 1,
  keptMax: 2000,
  measuresAll: true,
  compresses: compression === 'zlib',
  workers: workers === undefined ? undefined : Number(workers),
});
const { means, statistics } = sample;
const sumOf = (mean: number) => Math.round(mean * statistics.records);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const sums = {
  records: statistics.records,
  bytes: sumOf(means.bytes),
  zlibBytes: sumOf(means.zlibBytes),
  tokens: sumOf(means.tokens),
  uniqueTokens: sumOf(means.uniqueTokens),
  characters: sumOf(means.characters),
  peakBytes: maxRSS * 1024,
  processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
};
console.log(JSON.stringify(sums));
