import type { DatasetReport, KvStats } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricSources {
  readonly runningExecutions: () => number;
  readonly runningRuns: () => number;
  readonly kv: () => KvStats;
  readonly datasets: () => readonly DatasetReport[];
}

/** Prometheus text at /metrics: the process, requests by route, and what the engines are doing. */
export function serveMetrics(app: FastifyInstance, sources: MetricSources): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'oremill_http_request_duration_seconds',
    help: 'Time from the request’s arrival to the end of its reply',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'oremill_http_refused_total',
    help: 'Requests refused for want of a token, or for their host or origin',
    registers: [registry],
  });
  new Gauge({
    name: 'oremill_mapreduce_executions_running',
    help: 'Executions that this server runs now',
    registers: [registry],
    collect() {
      this.set(sources.runningExecutions());
    },
  });
  new Gauge({
    name: 'oremill_deployer_runs_running',
    help: 'Runs that this server does now',
    registers: [registry],
    collect() {
      this.set(sources.runningRuns());
    },
  });

  countKv(registry, sources);

  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the path: paths are without bound.
    const route = request.routeOptions.url ?? 'unknown';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    if ([401, 403, 421].includes(reply.statusCode)) refused.inc();
  });
  app.get(
    '/metrics',
    { schema: { summary: 'Prometheus metrics', tags: ['platform'] } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** What the key-value store does and holds. */
function countKv(registry: Registry, { kv, datasets }: MetricSources): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: (stats: KvStats) => number) =>
    new Gauge({
      name: `oremill_kv_${name}`,
      help,
      registers,
      collect() {
        this.set(read(kv()));
      },
    });
  gauge('connections', 'RESP connections that are open', ({ connections }) => connections);
  gauge('commands', 'RESP commands since the start', ({ commands }) => commands);
  gauge('hits', 'Reads since the start that found their key', ({ hits }) => hits);
  gauge('misses', 'Reads since the start that did not', ({ misses }) => misses);
  gauge('followers', 'Servers that follow this one', ({ replication }) => replication.followers.length);
  const perDataset = (name: string, help: string, read: (dataset: DatasetReport) => number | undefined) =>
    new Gauge({
      name: `oremill_kv_dataset_${name}`,
      help,
      labelNames: ['dataset'],
      registers,
      collect() {
        this.reset();
        for (const dataset of datasets()) {
          const value = read(dataset);
          if (value !== undefined) this.set({ dataset: dataset.name }, value);
        }
      },
    });
  perDataset('bytes', 'Memory that a dataset has taken', ({ memoryBytes }) => memoryBytes);
  perDataset('entries', 'Entries of a dataset', ({ entries }) => entries);
  perDataset('lag_seconds', 'How far a replica is behind its leader', ({ replica }) => replica?.lagSeconds);
}
