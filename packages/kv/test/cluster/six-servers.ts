import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePorts, type RedisProcess, redisProcess } from './redis-process.ts';

export interface ServersOptions {
  readonly replicasPerMaster?: 0 | 1;
  readonly password?: string;
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** More lines of redis.conf. */
  readonly settings?: readonly string[];
}

export interface ClusterServers {
  readonly masters: readonly RedisProcess[];
  readonly replicas: readonly RedisProcess[];
  readonly seeds: readonly string[];
  /** An administrator's connection to one server; close it, or `close` does. */
  connect(server: RedisProcess): Redis;
  close(): Promise<void>;
}

const SLOTS = 16_384;
export const NODE_TIMEOUT_MS = 4000;

/** A Redis Cluster of three masters, each with a replica: processes of their own in a temporary folder. */
export async function startServers(options: ServersOptions = {}): Promise<ClusterServers> {
  const folder = mkdtempSync(join(tmpdir(), 'kv-cluster-'));
  const count = 3 * (1 + (options.replicasPerMaster ?? 1));
  const ports = await freePorts(2 * count);
  const servers = Array.from({ length: count }, (_, index) => {
    const [port = 0, busPort = 0] = ports.slice(2 * index);
    return redisProcess(join(folder, String(port)), port, settingsOf(port, busPort, options));
  });
  const clients: Redis[] = [];
  const connect = ({ port }: RedisProcess) => {
    const client = new Redis({
      port,
      host: '127.0.0.1',
      retryStrategy: (times) => Math.min(times * 20, 200),
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      ...(options.password === undefined ? {} : { password: options.password }),
      ...(options.tls ? { tls: { rejectUnauthorized: false } } : {}),
    });
    // A server that is killed drops its connections, and that is what the tests are for.
    client.on('error', () => {});
    clients.push(client);
    return client;
  };
  const close = async () => {
    for (const client of clients) client.disconnect();
    await Promise.all(servers.map((server) => server.kill()));
    rmSync(folder, { recursive: true, force: true });
  };
  const [masters, replicas] = [servers.slice(0, 3), servers.slice(3)];
  try {
    await Promise.all(servers.map((server) => server.start()));
    await makeCluster(masters, replicas, { connect, busPorts: ports.filter((_, index) => index % 2 === 1) });
  } catch (error) {
    await close();
    throw error;
  }
  const scheme = options.tls ? 'rediss' : 'redis';
  return {
    masters,
    replicas,
    seeds: masters.map(({ port }) => `${scheme}://127.0.0.1:${port}`),
    connect,
    close,
  };
}

interface Wiring {
  readonly connect: (server: RedisProcess) => Redis;
  readonly busPorts: readonly number[];
}

async function makeCluster(
  masters: readonly RedisProcess[],
  replicas: readonly RedisProcess[],
  { connect, busPorts }: Wiring,
): Promise<void> {
  const servers = [...masters, ...replicas];
  const admins = servers.map(connect);
  const [first] = admins;
  const ids = await Promise.all(admins.map((admin) => admin.call('CLUSTER', 'MYID') as Promise<string>));
  await Promise.all(
    admins.slice(0, masters.length).map((admin, index) => {
      const from = Math.floor((index * SLOTS) / masters.length);
      const to = Math.floor(((index + 1) * SLOTS) / masters.length) - 1;
      return admin.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
    }),
  );
  // Nodes that begin with one epoch would quarrel about it for a while.
  await Promise.all(admins.map((admin, index) => admin.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1)));
  for (const [index, { port }] of servers.entries())
    if (index > 0) await first?.call('CLUSTER', 'MEET', '127.0.0.1', port, busPorts[index] ?? 0);
  await Promise.all(admins.map((admin) => until(async () => knows(await nodesOf(admin), ids))));
  await Promise.all(
    admins.slice(masters.length).map((admin, index) => admin.call('CLUSTER', 'REPLICATE', ids[index] ?? '')),
  );
  await Promise.all(
    admins.map((admin) => until(async () => isWhole(String(await admin.call('CLUSTER', 'INFO'))))),
  );
  await Promise.all(
    admins.map((admin) => until(async () => replicasIn(await nodesOf(admin)) === replicas.length)),
  );
  if (replicas.length > 0)
    await Promise.all(
      admins
        .slice(0, masters.length)
        .map((admin) =>
          until(async () =>
            /connected_slaves:1\r?\nslave0:.*state=online/.test(await admin.info('replication')),
          ),
        ),
    );
  for (const admin of admins) admin.disconnect();
}

const nodesOf = async (admin: Redis) => String(await admin.call('CLUSTER', 'NODES'));
const knows = (nodes: string, ids: readonly string[]) => ids.every((id) => nodes.includes(id));
const isWhole = (info: string) => /cluster_state:ok/.test(info) && /cluster_slots_ok:16384/.test(info);
const replicasIn = (nodes: string) => nodes.split('\n').filter((line) => /slave/.test(line)).length;

/** Asks until it is so; the suite's limit of time ends a wait in vain. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}

function settingsOf(
  port: number,
  busPort: number,
  { password, tls, settings = [] }: ServersOptions,
): string[] {
  return [
    'bind 127.0.0.1',
    ...(tls
      ? [
          'port 0',
          `tls-port ${port}`,
          `tls-cert-file ${tls.certificate}`,
          `tls-key-file ${tls.key}`,
          `tls-ca-cert-file ${tls.certificate}`,
          'tls-auth-clients no',
          'tls-cluster yes',
          'tls-replication yes',
        ]
      : [`port ${port}`]),
    'save ""',
    'appendonly no',
    'cluster-enabled yes',
    `cluster-port ${busPort}`,
    `cluster-node-timeout ${NODE_TIMEOUT_MS}`,
    'cluster-replica-validity-factor 0',
    'repl-diskless-sync-delay 0',
    ...(password === undefined ? [] : [`requirepass "${password}"`, `masterauth "${password}"`]),
    ...settings,
  ];
}
