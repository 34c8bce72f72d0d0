import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunningStore } from '../../src/run-store.ts';
import { writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';
import { entriesOf, following, serve, until } from './two-servers.ts';

const scratch = useScratch();
const STEADY = Buffer.from('steady');

/** A leader with a live dataset of so many entries, and a follower that has them. */
async function leaderAndFollower(entries: number) {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.create({ name: 'carts' });
  leader.store.find('carts').set(STEADY, Buffer.from('1'));
  await write(leader, 0, entries, 'first');
  const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  await until(() => follower.store.has('carts') && follower.store.find('carts').count === entries + 1);
  return { ours, theirs, leader, follower };
}

async function write({ store }: RunningStore, from: number, to: number, value: string): Promise<void> {
  const carts = store.find('carts');
  for (let n = from; n < to; n += 1) {
    carts.set(Buffer.from(`key ${n}`), Buffer.from(`${value} ${n}`));
    // Each in a frame of its own.
    if (n % 100 === 0) await carts.settled();
  }
  await carts.settled();
}

/** Resolves when the follower is the same again; whoever reads meanwhile finds what was there all the time. */
async function untilSame(leader: RunningStore, follower: RunningStore, value: string): Promise<void> {
  let misses = 0;
  await until(() => {
    if (!follower.store.find('carts').has(STEADY)) misses += 1;
    return follower.store.find('carts').get(Buffer.from('last'))?.toString() === value;
  });
  expect(misses).toBe(0);
  expect(entriesOf(follower, 'carts')).toEqual(entriesOf(leader, 'carts'));
}

test('a leader that has lost the end of its log is pulled anew, and readers have the old entries until then', async () => {
  const { theirs, leader, follower } = await leaderAndFollower(5000);
  const { port } = leader.server.address;
  const served = new Set([follower.store.find('carts')]);
  const watching = setInterval(() => served.add(follower.store.find('carts')), 0);
  await leader.close();
  const written = join(theirs, 'kv', 'carts', 'written');
  const log = join(written, readdirSync(written).find((name) => name.startsWith('log-')) as string);
  truncateSync(log, statSync(log).size - 60_000);
  // Where its follower does not see it yet.
  const apart = await serve({ dataFolder: theirs });
  const kept = apart.store.find('carts').count;
  expect(kept).toBeLessThan(5001);
  // As many bytes as there were, and more: positions alone do not tell.
  await write(apart, 3000, 6000, 'other');
  apart.store.find('carts').set(Buffer.from('last'), Buffer.from('other'));
  await apart.store.find('carts').settled();
  await apart.close();
  const again = await serve({ dataFolder: theirs, port });
  await untilSame(again, follower, 'other');
  clearInterval(watching);
  served.add(follower.store.find('carts'));
  // The one before and the one that was pulled: what is given up is not read again first.
  expect(served.size).toBe(2);
});

test('a log that began anew while a follower was away is pulled anew', async () => {
  const { ours, theirs, leader, follower } = await leaderAndFollower(3000);
  await follower.close();
  await write(leader, 2000, 4000, 'second');
  await leader.store.snapshot();
  leader.store.find('carts').delete(Buffer.from('key 1'));
  leader.store.find('carts').set(Buffer.from('last'), Buffer.from('anew'));
  await leader.store.find('carts').settled();
  const again = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  await untilSame(leader, again, 'anew');
  // Another thread removes it.
  await until(() => readdirSync(join(ours, 'kv')).every((name) => !name.startsWith('.re')));
});

test('a dataset that is made again under its name, of either kind, takes the place of the one before', async () => {
  const { theirs, leader, follower } = await leaderAndFollower(100);
  await leader.store.remove('carts');
  await leader.store.create({ name: 'carts' });
  leader.store.find('carts').set(Buffer.from('new'), Buffer.from('1'));
  await leader.store.find('carts').settled();
  await until(() => follower.store.has('carts') && follower.store.find('carts').has(Buffer.from('new')));
  expect(entriesOf(follower, 'carts')).toEqual({ new: ['1', 0] });
  await leader.store.remove('carts');
  await leader.store.publish('carts', { sources: [writeTsv(theirs, 'carts.tsv', { a: '1' })] });
  await until(() => follower.store.has('carts') && follower.store.report('carts').kind === 'published');
  expect(entriesOf(follower, 'carts')).toEqual({ a: ['1', 0] });
});

test('while it follows, its log begins anew where the leader’s does, and it starts again from there', async () => {
  const { ours, theirs, leader, follower } = await leaderAndFollower(2000);
  await leader.store.snapshot();
  await write(leader, 1500, 2500, 'second');
  leader.store.find('carts').set(Buffer.from('last'), Buffer.from('1'));
  await leader.store.find('carts').settled();
  await untilSame(leader, follower, '1');
  const logs = () => readdirSync(join(ours, 'kv', 'carts', 'written')).sort();
  await until(() => logs().includes('snapshot-000002') && !logs().includes('log-000001'));
  await follower.close();
  expect(logs()).toEqual(['log-000002', 'snapshot-000002', 'snapshot.json']);
  const log = join(ours, 'kv', 'carts', 'written', 'log-000002');
  const { ino } = statSync(log);
  const again = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  expect(entriesOf(again, 'carts')).toEqual(entriesOf(leader, 'carts'));
  leader.store.find('carts').set(Buffer.from('last'), Buffer.from('2'));
  await leader.store.find('carts').settled();
  await untilSame(leader, again, '2');
  // It went on with the file that it had.
  expect(statSync(log).ino).toBe(ino);
  expect(readFileSync(log).equals(readFileSync(join(theirs, 'kv', 'carts', 'written', 'log-000002')))).toBe(
    true,
  );
});
