import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';
import { startProxy } from './proxy.ts';
import { entriesOf, following, serve, until } from './two-servers.ts';

const scratch = useScratch();
const SEED = 7;
const FLIPS = 12;

/** A version of some MiB that compression does nothing to. */
function bigSource(folder: string): string {
  const path = join(folder, 'big.tsv');
  const lines = Array.from({ length: 3000 }, (_, n) => `key ${n}\t${randomBytes(1000).toString('hex')}\n`);
  writeFileSync(path, lines.join(''));
  return path;
}

test(`bytes that are damaged on the way are refused and pulled again; seed ${SEED}`, async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.publish('tags', { sources: [bigSource(theirs)] });
  await leader.store.create({ name: 'carts' });
  const carts = leader.store.find('carts');
  const write = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1)
      carts.set(Buffer.from(`key ${n}`), Buffer.from(`value ${n}`.repeat(50)));
    await carts.settled();
  };
  await write(0, 5000);
  await leader.store.snapshot();
  await write(4000, 8000);
  const random = seededRandom(SEED);
  let flips = 0;
  // A byte of each twentieth piece, until there were enough.
  const port = await startProxy(
    () => leader.server.address.port,
    (bytes) => {
      if (flips >= FLIPS || random() > 0.05) return bytes;
      const damaged = Buffer.from(bytes);
      const at = Math.floor(random() * damaged.length);
      damaged[at] = (damaged[at] as number) ^ (1 << Math.floor(random() * 8));
      flips += 1;
      return damaged;
    },
  );
  const replicaOf = { ...following(leader, theirs), leader: `redis://127.0.0.1:${port}` };
  const follower = await serve({ dataFolder: ours, replicaOf });
  for (let from = 8000; flips < FLIPS; from += 100) {
    await write(from, from + 100);
    await pause(5);
  }
  await until(() => {
    const { datasets } = follower.store.status();
    return (
      datasets.length === 2 &&
      datasets.every(({ state, lagBytes }) => state === 'following' && lagBytes === 0)
    );
  });
  await until(() => follower.store.find('carts').count === carts.count);
  expect(entriesOf(follower, 'carts')).toEqual(entriesOf(leader, 'carts'));
  expect(entriesOf(follower, 'tags')).toEqual(entriesOf(leader, 'tags'));
});

test('an image is gone on with where a lost connection left it', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  const { imageBytes } = await leader.store.publish('tags', { sources: [bigSource(theirs)] });
  let cuts = 0;
  let sinceCut = 0;
  let sentBytes = 0;
  const port = await startProxy(
    () => leader.server.address.port,
    (bytes) => {
      sentBytes += bytes.length;
      sinceCut += bytes.length;
      if (sinceCut < 2_500_000) return bytes;
      sinceCut = 0;
      cuts += 1;
      return undefined;
    },
  );
  const replicaOf = { ...following(leader, theirs), leader: `redis://127.0.0.1:${port}` };
  const follower = await serve({ dataFolder: ours, replicaOf });
  await until(() => follower.store.has('tags'));
  expect(entriesOf(follower, 'tags')).toEqual(entriesOf(leader, 'tags'));
  expect(cuts).toBeGreaterThan(1);
  // A cut costs the piece that was under way, of 1 MiB.
  expect(sentBytes).toBeLessThan(imageBytes + (cuts + 1) * 2 ** 20 + 100_000);
});

test('a follower that was started before its leader waits, and says for whom', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const first = await serve({ dataFolder: theirs });
  const { port } = first.server.address;
  await first.close();
  const follower = await serve({ dataFolder: ours, replicaOf: following(first, theirs) });
  await until(() => follower.store.status().problem !== undefined);
  expect(follower.store.status()).toMatchObject({
    leader: `redis://127.0.0.1:${port}`,
    link: 'connecting',
    problem: expect.stringContaining('ECONNREFUSED'),
    datasets: [],
  });
  const leader = await serve({ dataFolder: theirs, port });
  await leader.store.create({ name: 'carts' });
  await until(() => follower.store.has('carts'));
  expect(follower.store.status()).toMatchObject({ link: 'up', datasets: [{ name: 'carts' }] });
});
