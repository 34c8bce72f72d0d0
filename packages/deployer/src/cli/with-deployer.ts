import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import type { EngineLimits } from '../config.ts';
import { Deployer } from '../deployer.ts';
import { ownEnvironment } from '../local/config.ts';
import { dataFolder, repositoryRootsHere } from './config.ts';
import { withServer } from './with-server.ts';

/** The deployer of this data folder, for one command; it does runs, and looks for changes, only where it is told how many. */
export function withDeployer<Result>(
  use: (deployer: Deployer) => Promise<Result>,
  engine?: EngineLimits,
): Promise<Result> {
  return withServer(async (server, log) => {
    const deployer = await Deployer.open({
      server,
      folder: join(dataFolder(), 'deployer'),
      environment: ownEnvironment(),
      engine,
      roots: repositoryRootsHere(),
      isTriggered: engine !== undefined,
      clock: systemClock,
      random: systemRandom,
      log,
    });
    try {
      return await use(deployer);
    } finally {
      await deployer.close();
    }
  });
}
