import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { borrowDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import type { EngineLimits } from '../config.ts';
import { Deployer } from '../deployer.ts';
import { ownEnvironment } from '../local/config.ts';
import { databaseUrl, dataFolder, repositoryRootsHere } from './config.ts';

/** The deployer of this data folder, for one command; it does runs, and looks for changes, only where it is told how many. */
export async function withDeployer<Result>(
  use: (deployer: Deployer) => Promise<Result>,
  engine?: EngineLimits,
): Promise<Result> {
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  const server = await borrowDatabaseServer({ dataFolder: dataFolder(), databaseUrl: databaseUrl(), log });
  try {
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
  } finally {
    await server.close();
  }
}
