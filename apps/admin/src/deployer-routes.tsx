import { createRoute, lazyRouteComponent, stripSearchParams } from '@tanstack/react-router';
import {
  accessSearchSchema,
  runSearchSchema,
  runsSearchSchema,
  TREND_RUNS_DEFAULT,
  trendsSearchSchema,
} from './features/deployer/search.ts';
import { signedIn } from './signed-in-route.tsx';

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/runs',
  staticData: { crumb: 'Runs' },
  validateSearch: runsSearchSchema,
  component: lazyRouteComponent(() => import('./features/deployer/runs/runs-page.tsx'), 'RunsPage'),
});

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/runs/$id',
  staticData: { above: { to: '/deployer/runs', label: 'Runs' } },
  validateSearch: runSearchSchema,
  component: lazyRouteComponent(() => import('./features/deployer/run/run-page.tsx'), 'RunPage'),
});

const verdict = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/runs/$id/verdict',
  staticData: {
    above: { to: '/deployer/runs', label: 'Runs' },
    partOf: '/deployer/runs/$id',
    crumb: 'Verdict',
  },
  component: lazyRouteComponent(() => import('./features/deployer/verdict/verdict-page.tsx'), 'VerdictPage'),
});

const repositories = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/repositories',
  staticData: { crumb: 'Repositories' },
  component: lazyRouteComponent(
    () => import('./features/deployer/repositories/repositories-page.tsx'),
    'RepositoriesPage',
  ),
});

const repository = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/repositories/$name',
  staticData: { above: { to: '/deployer/repositories', label: 'Repositories' } },
  component: lazyRouteComponent(
    () => import('./features/deployer/repositories/repository-page.tsx'),
    'RepositoryPage',
  ),
});

const trends = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/trends',
  staticData: { crumb: 'Trends' },
  validateSearch: trendsSearchSchema,
  search: { middlewares: [stripSearchParams({ runs: TREND_RUNS_DEFAULT })] },
  component: lazyRouteComponent(() => import('./features/deployer/trends/trends-page.tsx'), 'TrendsPage'),
});

const access = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployer/access',
  staticData: { crumb: 'Access' },
  validateSearch: accessSearchSchema,
  component: lazyRouteComponent(() => import('./features/deployer/access/access-page.tsx'), 'AccessPage'),
});

export const deployerRoutes = [runs, run, verdict, repositories, repository, trends, access] as const;
