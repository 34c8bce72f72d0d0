import type { FastifyInstance } from 'fastify';
import { accessRoutes } from './access/access-routes.ts';
import type { Deployer } from './deployer.ts';
import { serveLogs } from './engine/serve-logs.ts';
import { serveRuns } from './engine/serve-runs.ts';
import { gateRoutes } from './gate/gate-routes.ts';
import { repositoryRoutes } from './trigger/repository-routes.ts';

export interface DeployerPluginOptions {
  readonly deployer: Deployer;
}

/** Serves what the deployer does: repositories, runs and their logs, verdicts and trends, and who may do what. */
export async function deployerPlugin(
  app: FastifyInstance,
  { deployer }: DeployerPluginOptions,
): Promise<void> {
  serveRuns(app, deployer);
  serveLogs(app, deployer);
  gateRoutes(app, deployer.world);
  accessRoutes(app, deployer.world);
  await repositoryRoutes(app, deployer.world);
}
