import type { FastifyInstance } from 'fastify';
import { accessRoutes } from './access/access-routes.ts';
import type { Deployer } from './deployer.ts';
import { serveLogs } from './engine/serve-logs.ts';
import { serveRuns } from './engine/serve-runs.ts';

export interface DeployerPluginOptions {
  readonly deployer: Deployer;
}

/** Serves what the deployer does: runs and their logs, and who may do what. */
export async function deployerPlugin(
  app: FastifyInstance,
  { deployer }: DeployerPluginOptions,
): Promise<void> {
  serveRuns(app, deployer);
  serveLogs(app, deployer);
  accessRoutes(app, deployer.world);
}
