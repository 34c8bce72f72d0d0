/**
 * How much faster are many parts loaded into a Redis Cluster than by pipelined ioredis?
 *
 *   node bench/cluster.bench.ts --pairs 1000000 --parts 8 --rounds 3
 *
 * Six servers, three of them replicas, on this machine; the peers in turn, on the same parts, and afterwards the
 * contents compared. A peer's seconds are its own, without the start of its process; ours are with that of the threads.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { seededRandom } from '@oremill/runtime';
import type { Redis } from 'ioredis';
import { type Cluster, openCluster } from '../src/cluster/cluster.ts';
import { loadCluster } from '../src/cluster/load-cluster.ts';
import { type ClusterServers, startServers } from '../test/cluster/six-servers.ts';

export interface ClusterBenchOptions {
  readonly pairs: number;
  readonly parts: number;
  readonly rounds: number;
  readonly workers: number;
  readonly replicasPerMaster?: 0 | 1;
}

export interface ClusterBenchResult {
  readonly options: ClusterBenchOptions;
  readonly inputBytes: number;
  /** Of all keys and values, the same for both. */
  readonly digest: string;
  readonly ours: readonly LoadMeasurement[];
  readonly ioredis: readonly LoadMeasurement[];
}

export interface LoadMeasurement {
  readonly seconds: number;
  /** Processor time of all servers together. */
  readonly serverSeconds: number;
}

const PEER = fileURLToPath(new URL('./peers/cluster-ioredis.ts', import.meta.url));
const run = promisify(execFile);

/** Rounds in turn; throws when the two leave other contents. */
export async function measureClusterLoad(options: ClusterBenchOptions): Promise<ClusterBenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kv-cluster-bench-'));
  const { files, bytes } = writeParts(folder, options);
  const servers = await startServers({ replicasPerMaster: options.replicasPerMaster ?? 1 });
  const admins = [...servers.masters, ...servers.replicas].map((server) => servers.connect(server));
  const ours: LoadMeasurement[] = [];
  const ioredis: LoadMeasurement[] = [];
  const digests = new Set<string>();
  try {
    const cluster = await openCluster({ seeds: servers.seeds });
    // The first round warms servers and page cache, and is not counted.
    for (let round = 0; round <= options.rounds; round += 1) {
      const dataset = `bench${round}`;
      const peer = await measured(admins, () => runPeer(servers, files));
      digests.add(await digestContents(servers, 'peer:v1:'));
      await flush(admins);
      const own = await measured(admins, () => runOurs(cluster, dataset, files, options));
      digests.add(await digestContents(servers, `${dataset}:v1:`));
      await flush(admins);
      if (digests.size > 1) throw new Error('ioredis and our load leave different contents');
      if (round === 0) continue;
      ioredis.push(peer);
      ours.push(own);
    }
    cluster.close();
  } finally {
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { options, inputBytes: bytes, digest: [...digests][0] ?? '', ours, ioredis };
}

async function runPeer({ masters }: ClusterServers, files: readonly string[]): Promise<number> {
  const port = String(masters[0]?.port);
  const { stdout } = await run(process.execPath, [PEER, 'peer:v1:', port, ...files]);
  return (JSON.parse(stdout) as { seconds: number }).seconds;
}

async function runOurs(
  cluster: Cluster,
  dataset: string,
  sources: readonly string[],
  { workers }: ClusterBenchOptions,
): Promise<number> {
  const startMs = performance.now();
  await loadCluster({ cluster, dataset, sources, workers });
  return (performance.now() - startMs) / 1000;
}

async function measured(admins: readonly Redis[], act: () => Promise<number>): Promise<LoadMeasurement> {
  const before = await serverSeconds(admins);
  const seconds = await act();
  return { seconds, serverSeconds: (await serverSeconds(admins)) - before };
}

async function serverSeconds(admins: readonly Redis[]): Promise<number> {
  const told = await Promise.all(admins.map((admin) => admin.info('cpu')));
  const times = told.flatMap((info) => [...info.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gm)]);
  return times.reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

/** The same for the same pairs, whatever their prefix and wherever they are. */
async function digestContents(servers: ClusterServers, prefix: string): Promise<string> {
  const sum = Buffer.alloc(32);
  let count = 0;
  for (const server of servers.masters) {
    const admin = servers.connect(server);
    let cursor = '0';
    do {
      const [next, keys] = await admin.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 5000);
      cursor = next;
      const values = await Promise.all(keys.map((key) => admin.get(key)));
      for (const [index, key] of keys.entries()) {
        const hash = createHash('sha256')
          .update(`${key.slice(prefix.length)}\t${values[index]}`)
          .digest();
        for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) ^ (hash[at] ?? 0);
      }
      count += keys.length;
    } while (cursor !== '0');
    admin.disconnect();
  }
  return `${count} ${sum.toString('hex')}`;
}

async function flush(admins: readonly Redis[]): Promise<void> {
  const roles = await Promise.all(admins.map((admin) => admin.role()));
  await Promise.all(
    admins.filter((_, index) => roles[index]?.[0] === 'master').map((admin) => admin.flushall()),
  );
}

/** Keys of 16 to 24 bytes and values of 24 to 40, as in the table's own benches. */
function writeParts(folder: string, { pairs, parts }: ClusterBenchOptions) {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(11);
  const letters = (count: number) => {
    let text = '';
    while (text.length < count) text += Math.floor(random() * 36 ** 8).toString(36);
    return text.slice(0, count);
  };
  let bytes = 0;
  const files = Array.from({ length: parts }, (_, part) => {
    const path = join(folder, `part-${part}.tsv`);
    const lines: string[] = [];
    for (let index = part; index < pairs; index += parts)
      lines.push(`${index.toString(36)}-${letters(12 + (index % 6))}\t${letters(24 + (index % 17))}\n`);
    const text = lines.join('');
    bytes += text.length;
    writeFileSync(path, text);
    return path;
  });
  return { files, bytes };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '200000' },
      parts: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      workers: { type: 'string', default: '2' },
    },
  });
  const { ours, ioredis, options, digest } = await measureClusterLoad({
    pairs: Number(values.pairs),
    parts: Number(values.parts),
    rounds: Number(values.rounds),
    workers: Number(values.workers),
  });
  const median = (runs: readonly LoadMeasurement[], of: keyof LoadMeasurement) =>
    runs.map((each) => each[of]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
  const perSecond = (runs: readonly LoadMeasurement[]) => options.pairs / median(runs, 'seconds');
  const serverMicros = (runs: readonly LoadMeasurement[]) =>
    (median(runs, 'serverSeconds') / options.pairs) * 1e6;
  for (const [name, runs] of Object.entries({ ours, ioredis })) {
    const words = [
      `${(perSecond(runs) / 1000).toFixed(0)} k pairs/s`,
      `${serverMicros(runs).toFixed(2)} µs of servers a pair`,
    ];
    console.log(`${name.padEnd(8)} ${words.join(', ')}`);
  }
  console.log(
    `ratio    ${(perSecond(ours) / perSecond(ioredis)).toFixed(2)}; contents equal: ${digest.slice(0, 24)}`,
  );
}
