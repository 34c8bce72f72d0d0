import { Store } from '@oremill/kv';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';

const [folder = 'data/kv', source = 'out/tag-statistics', key = 'music'] = process.argv.slice(2);
const world = { clock: systemClock, random: systemRandom, log: createLog('warn') };
const store = await Store.open({ folder, ...world });
await store.publish('tags', { sources: [source] });
const tags = store.find('tags');
console.log(tags.get(Buffer.from(key))?.toString());
console.log(
  tags.prefix({ prefix: Buffer.from('m'), limit: 10 }).items.map(({ key: found }) => found.toString()),
);
await store.close();
