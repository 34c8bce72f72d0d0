import { Command } from '@commander-js/extra-typings';
import { whenToldToStop } from '@oremill/runtime';
import { parseCount, say } from '@oremill/runtime/cli';
import { engineLimitsSchema } from '../config.ts';
import { dataFolder } from './config.ts';
import { withDeployer } from './with-deployer.ts';

const RUNS_MAX = 64;

export const workCommand = new Command('work')
  .description('do the runs that are queued, as the platform does, without serving anything')
  .option('--runs <count>', 'at once', parseCount(1, RUNS_MAX), 2)
  .option('--once', 'until no run is queued or running')
  .action(async ({ once, runs }) => {
    await withDeployer(
      async (deployer) => {
        say(`doing runs of ${dataFolder()}`);
        await Promise.race([once ? deployer.allEnded() : new Promise(() => {}), whenToldToStop()]);
      },
      engineLimitsSchema.parse({ runsMax: runs }),
    );
  });
