/**
 * `node --expose-gc measure-generated.ts MIB [all]`: reads so many MiB that are made while they are read, and prints how
 * much memory was held at most, in bytes: garbage does not count, as how much of it waits depends on the machine.
 */
import { readSample } from '../../src/read-sample.ts';
import { contentOf } from '../../src/sample/open-content.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';
import { linesOf } from '../statistics/records.ts';

/** Collecting takes a while, so it is not done for every chunk. */
const LOOK_EVERY_BYTES = 16 * 2 ** 20;

const [mib = '1', all] = process.argv.slice(2);
const { gc } = globalThis;
if (gc === undefined) throw new Error('run it with --expose-gc');
const chunk = Buffer.from(linesOf(10_000));
const chunks = Math.ceil((Number(mib) * 2 ** 20) / chunk.length);
const lookEvery = Math.ceil(LOOK_EVERY_BYTES / chunk.length);
let heldBytes = 0;
const content = contentOf('made', undefined, async function* () {
  for (let made = 0; made < chunks; made += 1) {
    if (made % lookEvery === 0) heldBytes = Math.max(heldBytes, bytesHeld(gc));
    yield chunk;
  }
});
const { statistics } = await readSample([content], {
  rules: TWEETS_2012,
  seed: 1,
  keptMax: 2000,
  measuresAll: all === 'all',
  compresses: false,
});
console.log(JSON.stringify({ lines: statistics.lines, heldBytes: Math.max(heldBytes, bytesHeld(gc)) }));

function bytesHeld(collect: NodeJS.GCFunction): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
