import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openCluster } from '../../src/cluster/cluster.ts';
import { loadCluster } from '../../src/cluster/load-cluster.ts';
import { writeJobOutput } from '../cluster/job-output.ts';
import { findDifferences, openReader } from '../cluster/read-back.ts';
import { noRedis } from '../cluster/redis-process.ts';
import { type ClusterServers, type ServersOptions, startServers } from '../cluster/six-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'kv-cluster-access-'));
const job = { pairs: 2000, parts: 2, mark: 'job' };
const noTls = makeCertificate();

describe.skipIf(noRedis)('a cluster that asks who is there', () => {
  let servers: ClusterServers | undefined;

  beforeAll(() => writeJobOutput(join(folder, 'job'), job));
  afterEach(async () => {
    await servers?.close();
    servers = undefined;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function loadAndRead(options: ServersOptions, access: object, readerOptions: object) {
    servers = await startServers({ ...options, replicasPerMaster: 0 });
    const cluster = await openCluster({ seeds: servers.seeds, ...access });
    const loaded = await loadCluster({ cluster, dataset: 'tags', sources: [join(folder, 'job')] });
    expect(loaded.pairs).toBe(job.pairs);
    cluster.close();
    const reader = await openReader(servers.seeds, readerOptions);
    expect(await findDifferences(reader, 'tags:v1:', job)).toEqual([]);
    reader.disconnect();
    return servers;
  }

  test('a password in a file opens it; a wrong one is refused, and is in no message', async () => {
    const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')];
    writeFileSync(right, 'a right password\n');
    writeFileSync(wrong, 'a wrong password\n');
    const { seeds } = await loadAndRead(
      { password: 'a right password' },
      { password: { file: right } },
      { redisOptions: { password: 'a right password' } },
    );
    const refusal = openCluster({ seeds, password: { file: wrong } });
    await expect(refusal).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('a wrong password') });
  });

  test.skipIf(noTls)(
    'TLS with a certificate of one’s own: trusted when it is named, refused otherwise',
    async () => {
      const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
      const { seeds } = await loadAndRead(
        { tls: { certificate, key } },
        { tls: { caFile: certificate } },
        { redisOptions: { tls: { rejectUnauthorized: false } } },
      );
      await expect(openCluster({ seeds })).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
    },
  );
});

describe('seeds', () => {
  test.each([
    ['redis://user:secret@localhost:6379', 'the address of localhost has a password in it'],
    ['localhost:6379', 'an address is none of the form redis://host:port'],
    ['http://localhost', 'an address is none of the form redis://host:port'],
  ])('%s is refused', async (seed, message) => {
    await expect(openCluster({ seeds: [seed] })).rejects.toMatchObject({ code: 'CLUSTER_INVALID', message });
  });

  test('where nothing listens, the error names the address', async () => {
    await expect(openCluster({ seeds: ['redis://127.0.0.1:1'] })).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: 'none of 127.0.0.1:1 tells of a cluster',
    });
  });
});

/** Why there is none; undefined when there is. */
function makeCertificate(): string | undefined {
  const made = spawnSync(
    'openssl',
    [
      'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1'.split(
        ' ',
      ),
      ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
    ].flat(),
    { stdio: 'ignore' },
  );
  if (made.status === 0) return undefined;
  process.stderr.write(
    'a test with TLS is skipped: openssl, which makes its certificate, is not installed\n',
  );
  return 'no openssl';
}
