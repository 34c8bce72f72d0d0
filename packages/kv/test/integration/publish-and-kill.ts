import { writeSync } from 'node:fs';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { Store } from '../../src/store.ts';

// Run as a process of its own: `publish-and-kill.ts FOLDER SOURCE…`. It publishes the sources, one after the other and all
// over again, in three images and in one, and says `published N` when readers have version N: until it is killed.

const [folder = '', ...sources] = process.argv.slice(2);
const log = createLog('fatal', { write: () => true });
const store = await Store.open({ folder, clock: systemClock, random: systemRandom, log, workers: 0 });
for (let turn = 0; ; turn += 1) {
  const source = sources[turn % sources.length] as string;
  const { number } = await store.publish('tags', {
    sources: [source],
    parts: turn % 3 === 2 ? 1 : 3,
    keep: 2,
  });
  writeSync(1, `published ${number} ${source}\n`);
}
