/** Loads an output into `words` of a data folder: for tests that kill it. `node loader.ts <data folder> <output>` */
import { systemClock, systemRandom } from '@oremill/runtime';
import { borrowDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { openWarehouse } from '../../src/index.ts';
import { words } from './world.ts';

const [, , dataFolder = '', source = ''] = process.argv;
const log = createLog('error');
const server = await borrowDatabaseServer({ dataFolder, log });
const warehouse = await openWarehouse({
  server,
  tables: [words],
  log,
  clock: systemClock,
  random: systemRandom,
});
process.stdout.write('loading\n');
const { outcome } = await warehouse.load({ table: 'words', source });
process.stdout.write(`${outcome}\n`);
await warehouse.close();
await server.close();
