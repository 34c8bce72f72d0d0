/** An engine on the database it is told, until it is killed. */
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { engineLimitsSchema } from '../../src/config.ts';
import { Deployer } from '../../src/deployer.ts';

const { connection, folder } = JSON.parse(process.env.BENCH ?? '{}');

await Deployer.open({
  server: { kind: 'external', connectionFor: () => connection, passwordFor: () => '', close: async () => {} },
  folder,
  environment: process.env,
  engine: engineLimitsSchema.parse({}),
  clock: systemClock,
  random: systemRandom,
  log: createLog('silent'),
});
process.stdout.write('ready\n');
