import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { slotOf } from '../../src/client/slot.ts';
import { type Cluster, openCluster } from '../../src/cluster/cluster.ts';
import { type LoadClusterOptions, loadCluster } from '../../src/cluster/load-cluster.ts';
import { LoadControl } from '../../src/cluster/load-control.ts';
import type { ClusterLoadProgress } from '../../src/cluster/load-progress.ts';
import { versions } from '../../src/cluster/versions.ts';
import { writeJobOutput } from '../cluster/job-output.ts';
import { moveSlot } from '../cluster/move-slot.ts';
import { findDifferences, openReader } from '../cluster/read-back.ts';
import { noRedis, type RedisProcess } from '../cluster/redis-process.ts';
import { type ClusterServers, type ServersOptions, startServers } from '../cluster/six-servers.ts';

const job = { pairs: 30_000, parts: 6, mark: 'job' };
/** So slow that what is to happen during the load does. */
const SLOW_BYTES_PER_SECOND = 400_000;

describe.skipIf(noRedis)('a load while the cluster changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kv-cluster-failures-'));
  let servers: ClusterServers | undefined;
  let cluster: Cluster | undefined;

  beforeAll(() => writeJobOutput(join(folder, 'job'), job));

  afterEach(async () => {
    cluster?.close();
    await servers?.close();
    cluster = servers = undefined;
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  async function open(options: ServersOptions, failoverMsMax: number) {
    servers = await startServers(options);
    cluster = await openCluster({ seeds: servers.seeds, failoverMsMax });
    return { servers, cluster };
  }

  /** Loads slowly until so many stretches are done, lets something happen, and then goes on at full speed. */
  async function loadAndDisturb(
    options: Pick<LoadClusterOptions, 'cluster' | 'dataset'> & Partial<LoadClusterOptions>,
    disturb: () => Promise<void>,
  ) {
    const control = new LoadControl();
    control.limit(SLOW_BYTES_PER_SECOND);
    let disturbing: Promise<void> | undefined;
    const onProgress = ({ stretchesDone }: ClusterLoadProgress) => {
      if (stretchesDone >= 3) disturbing ??= disturb().finally(() => control.limit(undefined));
    };
    try {
      const sources = [join(folder, 'job')];
      return await loadCluster({
        sources,
        workers: 2,
        isVerified: false,
        stretchBytes: 100_000,
        control,
        onProgress,
        ...options,
      });
    } finally {
      await disturbing;
      // It did happen during the load.
      expect(disturbing).toBeDefined();
    }
  }

  const first = (processes: readonly RedisProcess[]) => processes[0] ?? expect.fail('no server');

  test('a master is killed: its replica takes over, and nothing is lost', async () => {
    const { servers, cluster } = await open({}, 60_000);
    const loaded = await loadAndDisturb({ cluster, dataset: 'tags' }, () => first(servers.masters).kill());
    expect(loaded.pairs).toBe(job.pairs);
    expect(loaded.retries).toBeGreaterThan(0);
    const reader = await openReader(servers.seeds.slice(1));
    expect(await reader.get('tags:current')).toBe('1');
    expect(await findDifferences(reader, 'tags:v1:', job)).toEqual([]);
    reader.disconnect();
  });

  test('a master without a replica is killed: the error names it and its slots, and the load resumes', async () => {
    const { servers, cluster } = await open({ replicasPerMaster: 0 }, 3000);
    const journal = join(folder, 'journal');
    const victim = first(servers.masters);
    const load = { cluster, dataset: 'tags', journal };
    await expect(loadAndDisturb(load, () => victim.kill())).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringContaining(`nothing answers for 127.0.0.1:${victim.port} (slots 0-5460)`),
    });
    expect(readFileSync(journal, 'utf8')).toContain('"done"');

    // It comes back without what it had: what is noted as acknowledged is sent again, for its slots.
    await victim.start();
    const sources = [join(folder, 'job')];
    const wholeAgain = await openCluster({ seeds: servers.seeds.slice(1) });
    const loaded = await loadCluster({
      ...load,
      cluster: wholeAgain,
      sources,
      isVerified: false,
      stretchBytes: 100_000,
    });
    expect(loaded).toMatchObject({ version: 1, pairs: job.pairs });
    expect(loaded.nodes.reduce((sum, { pairs }) => sum + pairs, 0)).toBeLessThan(job.pairs);
    const reader = await openReader(servers.seeds);
    expect(await findDifferences(reader, 'tags:v1:', job)).toEqual([]);
    reader.disconnect();
    await expect(
      loadCluster({ ...load, cluster: wholeAgain, dataset: 'other', sources }),
    ).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
    });
    wholeAgain.close();
  });

  test('a master starts again without its data: what it had acknowledged is sent once more', async () => {
    const { servers, cluster } = await open({ replicasPerMaster: 0 }, 60_000);
    const victim = first(servers.masters);
    const loaded = await loadAndDisturb({ cluster, dataset: 'tags' }, async () => {
      await victim.kill();
      await victim.start();
    });
    expect(loaded.pairs).toBe(job.pairs);
    const reader = await openReader(servers.seeds);
    expect(await findDifferences(reader, 'tags:v1:', job)).toEqual([]);
    reader.disconnect();
  });

  test('slots move to another node, key by key: every pair arrives where its slot is then', async () => {
    const { servers, cluster } = await open({}, 60_000);
    const [source, target] = [first(servers.masters), servers.masters[1] ?? expect.fail()];
    const users = Array.from({ length: 97 }, (_, user) => slotOf(Buffer.from(`user${user}`)));
    const slots = [...new Set(users)].filter((slot) => slot < 5461).slice(0, 12);
    expect(slots).toHaveLength(12);
    const loaded = await loadAndDisturb({ cluster, dataset: 'tags' }, async () => {
      for (const slot of slots) await moveSlot({ servers, slot, source, target });
    });
    expect(loaded).toMatchObject({ pairs: job.pairs, retries: 0 });
    const topology = await cluster.refresh();
    const owner = topology.masters[topology.owners[slots[0] ?? 0] ?? 0];
    expect(owner?.port).toBe(target.port);
    const reader = await openReader(servers.seeds);
    expect(await findDifferences(reader, 'tags:v1:', job)).toEqual([]);
    reader.disconnect();
    expect(await versions(cluster, 'tags')).toMatchObject([{ version: 1, pairs: job.pairs }]);
  });
});
