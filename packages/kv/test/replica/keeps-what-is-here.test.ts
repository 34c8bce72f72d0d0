import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FRAME_HEAD_BYTES, sealFrame } from '../../src/log/frame.ts';
import type { RunningStore } from '../../src/run-store.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { openStore, writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';
import { entriesOf, following, serve, until } from './two-servers.ts';

const scratch = useScratch();

async function leaderAndFollower() {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.create({ name: 'carts' });
  leader.store.find('carts').set(Buffer.from('a'), Buffer.from('1'));
  await leader.store.find('carts').settled();
  await leader.store.publish('tags', { sources: [writeTsv(theirs, 'tags.tsv', { b: '2' })] });
  const replicaOf = following(leader, theirs);
  const follower = await serve({ dataFolder: ours, replicaOf });
  await until(() => isWhole(follower));
  return { ours, theirs, leader, follower, replicaOf };
}

const isWhole = ({ store }: RunningStore) =>
  store.has('tags') && store.has('carts') && store.find('carts').has(Buffer.from('a'));

test('a leader whose folder was emptied takes nothing from its followers', async () => {
  const { theirs, leader, follower } = await leaderAndFollower();
  const { port } = leader.server.address;
  await leader.close();
  rmSync(join(theirs, 'kv'), { recursive: true });
  const empty = await serve({ dataFolder: theirs, port });
  await until(() => follower.store.status().problem?.includes('serves another store') === true);
  expect(follower.store.status().link).toBe('down');
  await empty.store.create({ name: 'other' });
  await pause(200);
  expect(entriesOf(follower, 'carts')).toEqual({ a: ['1', 0] });
  expect(follower.store.names()).toEqual(['carts', 'tags']);
});

test('a leader that follows another one itself tells what there is once it knows: whoever follows it keeps all until then', async () => {
  const { ours, theirs, leader, follower, replicaOf } = await leaderAndFollower();
  const third = scratch();
  const last = await serve({ dataFolder: third, replicaOf: following(follower, ours) });
  await until(() => isWhole(last));
  const { port } = follower.server.address;
  await leader.close();
  await follower.close();
  // What it had is lost, and its leader is away: it will have all again, but does not know of it.
  for (const name of ['carts', 'tags']) rmSync(join(ours, 'kv', name), { recursive: true });
  const again = await serve({ dataFolder: ours, port, replicaOf });
  await until(() => last.store.status().problem?.includes('has not heard yet') === true);
  expect(again.store.names()).toEqual([]);
  expect(last.store.names()).toEqual(['carts', 'tags']);
  const leaderAgain = await serve({ dataFolder: theirs, port: leader.server.address.port });
  await until(() => isWhole(again) && last.store.status().link === 'up');
  expect(entriesOf(last, 'carts')).toEqual({ a: ['1', 0] });
  await leaderAgain.store.remove('tags');
  await until(() => !last.store.has('tags'));
});

test('a dataset that the leader cannot read any more is not read again here at each try', async () => {
  const { theirs, leader, follower } = await leaderAndFollower();
  const { port } = leader.server.address;
  const before = follower.store.find('carts');
  await leader.close();
  writeFileSync(join(theirs, 'kv', 'carts', 'written', 'snapshot.json'), 'not what it was');
  const again = await serve({ dataFolder: theirs, port });
  const tried = () => follower.store.status().datasets.find(({ name }) => name === 'carts')?.problem;
  await until(() => tried()?.includes('snapshot.json') === true);
  await pause(500);
  expect(follower.store.find('carts')).toBe(before);
  expect(entriesOf(follower, 'carts')).toEqual({ a: ['1', 0] });
  expect(again.store.names()).toEqual(['carts', 'tags']);
});

test('a promotion that the disk refuses can be asked for again', async () => {
  const { ours, follower } = await leaderAndFollower();
  const file = join(ours, 'kv', 'replica.json');
  rmSync(file);
  mkdirSync(file);
  await expect(follower.store.promote()).rejects.toThrow();
  expect(follower.store.isReplica).toBe(true);
  rmSync(file, { recursive: true });
  await follower.store.promote();
  follower.store.find('carts').set(Buffer.from('c'), Buffer.from('3'));
  await follower.store.find('carts').settled();
  expect(entriesOf(follower, 'carts')).toEqual({ a: ['1', 0], c: ['3', 0] });
});

test('what is left of a pull of a dataset that the leader has no more is removed', async () => {
  const { ours, follower, replicaOf } = await leaderAndFollower();
  await follower.close();
  const ghost = join(ours, 'kv', '.pulled', 'ghost', 'images');
  mkdirSync(ghost, { recursive: true });
  writeFileSync(join(ghost, '1-0-abc.image.part'), 'begun');
  await serve({ dataFolder: ours, replicaOf });
  await until(() => !readdirSync(join(ours, 'kv', '.pulled')).includes('ghost'));
});

test('a dataset that was to be replaced is there again after a crash, whether or not what came can be read', async () => {
  const folder = scratch();
  const store = await openStore(folder);
  const entries = async (name: string) => {
    const again = await openStore(folder);
    try {
      return again.find(name).get(Buffer.from('a'))?.toString();
    } finally {
      await again.close();
    }
  };
  await store.publish('tags', { sources: [writeTsv(folder, 'one.tsv', { a: 'old' })] });
  await store.publish('other', { sources: [writeTsv(folder, 'two.tsv', { a: 'new' })] });
  await store.close();
  const [place, replaced] = [join(folder, 'tags'), join(folder, '.replaced-tags')];
  // Between the two renames.
  renameSync(place, replaced);
  expect(await entries('tags')).toBe('old');
  // Behind both, before the new one was opened, which cannot be.
  renameSync(place, replaced);
  renameSync(join(folder, 'other'), place);
  truncateSync(join(place, 'versions', '000001.image'), 100);
  expect(await entries('tags')).toBe('old');
  // While that one was taken away again: what is left of it is no dataset.
  cpSync(place, replaced, { recursive: true });
  rmSync(join(place, 'dataset.json'));
  expect(await entries('tags')).toBe('old');
  // Behind both renames, and it can be.
  const source = writeTsv(folder, 'three.tsv', { a: 'newer' });
  const third = await openStore(folder);
  await third.publish('other', { sources: [source] });
  await third.close();
  renameSync(place, replaced);
  renameSync(join(folder, 'other'), place);
  expect(await entries('tags')).toBe('newer');
  expect(readdirSync(folder).filter((name) => name.startsWith('.replaced'))).toEqual([]);
});

test('operations that are not known here get into no log', async () => {
  const folder = scratch();
  const dataset = await openDataset({ folder, isFollowing: true });
  const { id, position } = dataset.feed.place;
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + 10, 99);
  sealFrame(frame, { id, position, safe: position });
  expect(() => dataset.follower?.follow([frame])).toThrow(RangeError);
  expect(dataset.feed.place.position).toBe(position);
  await dataset.close();
  const again = await openDataset({ folder, isFollowing: true });
  expect(again.recovery.replayedOperations).toBe(0);
  await again.close();
});
