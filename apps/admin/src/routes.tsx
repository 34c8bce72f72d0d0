import type { QueryClient } from '@tanstack/react-query';
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  stripSearchParams,
} from '@tanstack/react-router';
import { sessionQuery } from './api/session.ts';
import { deployerRoutes } from './deployer-routes.tsx';
import { estimateSearchSchema, pricesSearchDefaults, pricesSearchSchema } from './features/cost/search.ts';
import { consoleSearchSchema, keysSearchSchema } from './features/kv/search.ts';
import {
  executionSearchDefaults,
  executionSearchSchema,
  jobsSearchSchema,
} from './features/mapreduce/search.ts';
import { sqlSearchDefaults, sqlSearchSchema } from './features/warehouse/search.ts';
import { BrokenPage } from './frame/broken-page.tsx';
import { LostPage } from './frame/lost-page.tsx';
import { root, signedIn, signIn } from './signed-in-route.tsx';

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  staticData: { crumb: 'Overview' },
  // It asks all engines, of which a session that is no admin's is told nothing.
  beforeLoad: async ({ context }) => {
    const { role } = await context.client.ensureQueryData(sessionQuery);
    if (role !== 'admin') throw redirect({ to: '/deployer/runs' });
  },
  component: lazyRouteComponent(() => import('./features/overview/overview-page.tsx'), 'OverviewPage'),
});

const jobs = createRoute({
  getParentRoute: () => signedIn,
  path: '/mapreduce/jobs',
  staticData: { crumb: 'Jobs' },
  validateSearch: jobsSearchSchema,
  component: lazyRouteComponent(() => import('./features/mapreduce/jobs-page.tsx'), 'JobsPage'),
});

const execution = createRoute({
  getParentRoute: () => signedIn,
  path: '/mapreduce/executions/$id',
  staticData: { above: { to: '/mapreduce/jobs', label: 'Jobs' } },
  validateSearch: executionSearchSchema,
  search: { middlewares: [stripSearchParams(executionSearchDefaults)] },
  component: lazyRouteComponent(() => import('./features/mapreduce/execution-page.tsx'), 'ExecutionPage'),
});

const tables = createRoute({
  getParentRoute: () => signedIn,
  path: '/warehouse/tables',
  staticData: { crumb: 'Tables' },
  component: lazyRouteComponent(() => import('./features/warehouse/tables-page.tsx'), 'TablesPage'),
});

const table = createRoute({
  getParentRoute: () => signedIn,
  path: '/warehouse/tables/$name',
  staticData: { above: { to: '/warehouse/tables', label: 'Tables' } },
  component: lazyRouteComponent(() => import('./features/warehouse/table-page.tsx'), 'TablePage'),
});

const sql = createRoute({
  getParentRoute: () => signedIn,
  path: '/warehouse/sql',
  staticData: { crumb: 'SQL' },
  validateSearch: sqlSearchSchema,
  search: { middlewares: [stripSearchParams(sqlSearchDefaults)] },
  component: lazyRouteComponent(() => import('./features/warehouse/sql-page.tsx'), 'SqlPage'),
});

const datasets = createRoute({
  getParentRoute: () => signedIn,
  path: '/kv/datasets',
  staticData: { crumb: 'Datasets' },
  component: lazyRouteComponent(() => import('./features/kv/datasets-page.tsx'), 'DatasetsPage'),
});

const dataset = createRoute({
  getParentRoute: () => signedIn,
  path: '/kv/datasets/$name',
  staticData: { above: { to: '/kv/datasets', label: 'Datasets' } },
  component: lazyRouteComponent(() => import('./features/kv/dataset-page.tsx'), 'DatasetPage'),
});

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: '/kv/datasets/$name/keys',
  staticData: {
    above: { to: '/kv/datasets', label: 'Datasets' },
    partOf: '/kv/datasets/$name',
    crumb: 'Keys',
  },
  validateSearch: keysSearchSchema,
  component: lazyRouteComponent(() => import('./features/kv/keys/keys-page.tsx'), 'KeysPage'),
});

const kvStats = createRoute({
  getParentRoute: () => signedIn,
  path: '/kv/stats',
  staticData: { crumb: 'Live' },
  component: lazyRouteComponent(() => import('./features/kv/stats/stats-page.tsx'), 'StatsPage'),
});

const kvConsole = createRoute({
  getParentRoute: () => signedIn,
  path: '/kv/commands',
  staticData: { crumb: 'Console' },
  validateSearch: consoleSearchSchema,
  component: lazyRouteComponent(() => import('./features/kv/console/console-page.tsx'), 'ConsolePage'),
});

const estimate = createRoute({
  getParentRoute: () => signedIn,
  path: '/cost',
  staticData: { crumb: 'Estimate' },
  validateSearch: estimateSearchSchema,
  component: lazyRouteComponent(() => import('./features/cost/estimate-page.tsx'), 'EstimatePage'),
});

const prices = createRoute({
  getParentRoute: () => signedIn,
  path: '/cost/prices',
  staticData: { crumb: 'Prices' },
  validateSearch: pricesSearchSchema,
  search: { middlewares: [stripSearchParams(pricesSearchDefaults)] },
  component: lazyRouteComponent(() => import('./features/cost/prices-page.tsx'), 'PricesPage'),
});

/** Any other address: still in the frame, so that the way back is at hand. */
const lost = createRoute({
  getParentRoute: () => signedIn,
  path: '$',
  staticData: { crumb: 'Not found' },
  component: LostPage,
});

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    overview,
    ...deployerRoutes,
    jobs,
    execution,
    tables,
    table,
    sql,
    datasets,
    dataset,
    keys,
    kvStats,
    kvConsole,
    estimate,
    prices,
    lost,
  ]),
]);

export function createAdminRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/ui',
    context: { client },
    defaultPreload: 'intent',
    defaultNotFoundComponent: LostPage,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAdminRouter>;
  }
}
