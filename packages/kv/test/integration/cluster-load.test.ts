import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDataset } from '../../examples/read-cluster-version.ts';
import { type Cluster, openCluster } from '../../src/cluster/cluster.ts';
import { loadCluster } from '../../src/cluster/load-cluster.ts';
import { LoadControl } from '../../src/cluster/load-control.ts';
import type { ClusterLoadProgress } from '../../src/cluster/load-progress.ts';
import { removeVersion } from '../../src/cluster/remove-version.ts';
import { currentVersion, rollback, switchVersion, versions } from '../../src/cluster/versions.ts';
import { keyAt, writeJobOutput } from '../cluster/job-output.ts';
import { findDifferences, openReader } from '../cluster/read-back.ts';
import { noRedis } from '../cluster/redis-process.ts';
import { type ClusterServers, startServers } from '../cluster/six-servers.ts';

const CLI = resolve(import.meta.dirname, '../../src/cli.ts');

describe.skipIf(noRedis)('a load into a cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kv-cluster-load-'));
  const one = { pairs: 20_000, parts: 7, mark: 'one' };
  const two = { pairs: 20_000, parts: 3, mark: 'two' };
  let servers: ClusterServers;
  let cluster: Cluster;

  beforeAll(async () => {
    writeJobOutput(join(folder, 'one'), one);
    writeJobOutput(join(folder, 'two'), two);
    servers = await startServers();
    cluster = await openCluster({ seeds: servers.seeds });
  });

  afterAll(async () => {
    cluster?.close();
    await servers?.close();
    rmSync(folder, { recursive: true });
  });

  const load = (dataset: string, name: string, options = {}) =>
    loadCluster({ cluster, dataset, sources: [join(folder, name)], workers: 2, ...options });

  test('the command line loads, lists, goes back, and removes', () => {
    const seeds = ['--seed', ...servers.seeds, '--json'];
    const kv = (...args: string[]) => {
      const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'cluster', ...args, ...seeds], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      return JSON.parse(stdout) as unknown;
    };
    const loaded = { version: 1, pairs: one.pairs, retries: 0 };
    expect(kv('load', 'shell', join(folder, 'one'))).toMatchObject(loaded);
    expect(kv('load', 'shell', join(folder, 'two'))).toMatchObject({ ...loaded, version: 2 });
    expect(kv('rollback', 'shell')).toEqual({ version: 1 });
    expect(kv('remove', 'shell', '2')).toEqual({ removed: two.pairs });
    expect(kv('versions', 'shell')).toMatchObject({ items: [{ version: 1, isCurrent: true }] });
  });

  test('every pair of a job output is there, on all nodes, and read by another client', async () => {
    const steps: ClusterLoadProgress[] = [];
    const loaded = await load('tags', 'one', { onProgress: (step: ClusterLoadProgress) => steps.push(step) });
    expect(loaded).toMatchObject({ version: 1, pairs: one.pairs });
    expect(loaded.nodes).toHaveLength(3);
    for (const { pairs } of loaded.nodes) expect(pairs).toBeGreaterThan(one.pairs / 5);
    expect([...loaded.checked.values()].reduce((sum, count) => sum + count)).toBe(1000);
    expect(new Set(steps.map(({ phase }) => phase))).toEqual(new Set(['load', 'check', 'switch']));
    expect(steps.at(-1)).toMatchObject({ phase: 'switch', pairs: one.pairs, stretchesDone: 7, stretches: 7 });

    const reader = await openReader(servers.seeds);
    expect(await reader.get('tags:current')).toBe('1');
    expect(await findDifferences(reader, 'tags:v1:', one)).toEqual([]);
    // A user's tag decides the slot of its keys, with the prefix and without it.
    const [slot, bare] = await Promise.all([
      reader.cluster('KEYSLOT', `tags:v1:${keyAt(8)}`),
      reader.cluster('KEYSLOT', keyAt(8)),
    ]);
    expect(slot).toBe(bare);
    reader.disconnect();
  });

  test('a stretch may begin and end anywhere in a line', async () => {
    const loaded = await load('cut', 'one', { isVerified: false, stretchBytes: 4099 });
    expect(loaded.pairs).toBe(one.pairs);
    const reader = await openReader(servers.seeds);
    expect(await findDifferences(reader, 'cut:v1:', one)).toEqual([]);
    reader.disconnect();
  });

  test('compressed and escaped sources are loaded, any bytes and large values among them', async () => {
    const large = 'v'.repeat(3 * 2 ** 20);
    const escaped = join(folder, 'escaped.tsv.gz');
    writeFileSync(
      escaped,
      gzipSync(`a\\tb\tline\\none\\\\\n{t}\t\\x00\\101\nempty\t\nlarge\t${large}\n\tno key`),
    );
    const loaded = await loadCluster({
      cluster,
      dataset: 'escaped',
      sources: [escaped],
      encoding: 'tsv-escaped',
    });
    expect(loaded.pairs).toBe(5);
    const reader = await openReader(servers.seeds);
    const get = (key: string) => reader.get(`escaped:v1:${key}`);
    expect(await get('a\tb')).toBe('line\none\\');
    expect(await get('{t}')).toBe('\0A');
    expect(await get('empty')).toBe('');
    expect(await get('large')).toBe(large);
    expect(await get('')).toBe('no key');
    reader.disconnect();
  });

  test('a reader that follows the pointer sees one version or the other, and never a mix', async () => {
    await load('moving', 'one');
    const reader = await openReader(servers.seeds);
    const marks: string[] = [];
    let isOver = false;
    const read = async () => {
      for (let round = 0; !isOver; round += 1) {
        const keys = Array.from({ length: 20 }, (_, at) => keyAt((round * 31 + at * 7 + 1) % one.pairs));
        const values = await readDataset(reader, 'moving', keys);
        const found = new Set(
          values.filter((value) => value !== '').map((value) => value?.split(':')[0] ?? 'missing'),
        );
        marks.push([...found].join('+'));
      }
    };
    const reading = read();
    await load('moving', 'two');
    for (let round = 0; round < 10; round += 1) {
      expect(await rollback(cluster, 'moving')).toBe(1);
      await switchVersion(cluster, 'moving', 2);
    }
    isOver = true;
    await reading;
    reader.disconnect();
    expect(new Set(marks)).toEqual(new Set(['one', 'two']));
  });

  test('versions beyond those that are kept are removed from every node, and nothing else is', async () => {
    await load('old', 'one');
    const second = await load('old', 'two', { keep: 1 });
    expect(await second.removal).toEqual([1]);
    expect(await versions(cluster, 'old')).toMatchObject([{ version: 2, state: 'ready', isCurrent: true }]);
    const keys = await Promise.all(
      servers.masters.map(async (server) => {
        const admin = servers.connect(server);
        const found = [...(await admin.keys('old:v1:*')), ...(await admin.keys('old:v2:*'))];
        admin.disconnect();
        return found;
      }),
    );
    const all = keys.flat();
    expect(all.filter((key) => key.startsWith('old:v1:'))).toEqual([]);
    expect(all.filter((key) => key.startsWith('old:v2:'))).toHaveLength(two.pairs);
    await expect(rollback(cluster, 'old')).rejects.toMatchObject({ code: 'VERSION_MISSING' });
  });

  test('the current version is not removed, and a version that is not there is not switched to', async () => {
    await load('kept', 'one');
    await expect(removeVersion({ cluster, dataset: 'kept', version: 1 })).rejects.toMatchObject({
      code: 'CONDITION_FAILED',
    });
    await expect(switchVersion(cluster, 'kept', 9)).rejects.toMatchObject({ code: 'VERSION_MISSING' });
    expect(await versions(cluster, 'kept')).toMatchObject([{ version: 1, state: 'ready', isCurrent: true }]);
  });

  test('a line that is no pair, and a part that was changed, are named, and readers stay where they are', async () => {
    await load('bad', 'one');
    const lines = join(folder, 'lines.tsv');
    writeFileSync(lines, 'a\t1\nno tab\n');
    await expect(loadCluster({ cluster, dataset: 'bad', sources: [lines] })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: `${lines}: the line at byte 4 has no tab`,
    });
    const damaged = join(folder, 'damaged');
    writeJobOutput(damaged, { ...one, parts: 1 });
    const part = join(damaged, 'part-00000.tsv');
    const bytes = readFileSync(part);
    bytes[bytes.length - 3] = 0x21;
    writeFileSync(part, bytes);
    await expect(load('bad', 'damaged')).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining('another sha256'),
    });
    expect(await currentVersion(cluster, 'bad')).toBe(1);
  });

  test('a load that is paused does nothing until it goes on', async () => {
    const control = new LoadControl();
    control.pause();
    const pairs: number[] = [];
    const loading = load('paused', 'one', {
      control,
      onProgress: ({ nodes }: ClusterLoadProgress) => pairs.push(nodes.length),
    });
    const admin = servers.connect(servers.masters[0] ?? expect.fail());
    // The workers have met the nodes, so they would have begun.
    await expect.poll(() => pairs.length, { timeout: 60_000 }).toBeGreaterThan(3);
    expect(await admin.keys('paused:v1:*')).toEqual([]);
    admin.disconnect();
    control.resume();
    expect((await loading).pairs).toBe(one.pairs);
  });

  test('a load that is aborted ends, and what it had sent can be removed', async () => {
    const abort = new AbortController();
    const control = new LoadControl();
    control.limit(50_000);
    const loading = load('aborted', 'one', {
      control,
      signal: abort.signal,
      onProgress: ({ nodes }: ClusterLoadProgress) => {
        if (nodes.length > 0) abort.abort();
      },
    });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    expect(await versions(cluster, 'aborted')).toMatchObject([
      { version: 1, state: 'loading', isCurrent: false },
    ]);
    expect(await removeVersion({ cluster, dataset: 'aborted', version: 1 })).toBeGreaterThan(0);
    expect(await versions(cluster, 'aborted')).toEqual([]);
  });
});
