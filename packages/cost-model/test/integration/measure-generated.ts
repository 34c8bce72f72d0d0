/** `node measure-generated.ts MIB [all]`: reads so many MiB that are made while they are read, and prints its peak memory in bytes. */
import { readSample } from '../../src/read-sample.ts';
import { contentOf } from '../../src/sample/open-content.ts';
import { TWEETS_2012 } from '../../src/statistics/rules.ts';
import { linesOf } from '../statistics/records.ts';

const [mib = '1', all] = process.argv.slice(2);
const chunk = Buffer.from(linesOf(10_000));
const chunks = Math.ceil((Number(mib) * 2 ** 20) / chunk.length);
const content = contentOf('made', undefined, async function* () {
  for (let left = chunks; left > 0; left -= 1) yield chunk;
});
const { statistics } = await readSample([content], {
  rules: TWEETS_2012,
  seed: 1,
  keptMax: 2000,
  measuresAll: all === 'all',
  compresses: false,
});
console.log(JSON.stringify({ lines: statistics.lines, peakBytes: process.resourceUsage().maxRSS * 1024 }));
