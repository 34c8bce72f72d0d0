import { copyFileSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@oremill/types';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';
import { entriesOf, following, serve, until } from './two-servers.ts';

const scratch = useScratch();

function tsv(folder: string, value: string): string {
  const path = join(folder, `${value}.tsv`);
  writeFileSync(path, Array.from({ length: 500 }, (_, n) => `key ${n}\t${value}\n`).join(''));
  return path;
}

test('a follower has the published versions of its leader, serves what the leader serves, and follows a roll back', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.publish('tags', { sources: [tsv(theirs, 'one')] });
  await leader.store.publish('tags', { sources: [tsv(theirs, 'two')], parts: 3 });
  const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  const versions = () => (follower.store.has('tags') ? follower.store.report('tags').versions : []);
  const served = () => follower.store.find('tags').get(Buffer.from('key 7'))?.toString();
  await until(() => versions().length === 2);
  expect(served()).toBe('two');
  await leader.store.rollBack('tags');
  await until(() => served() === 'one');
  await leader.store.publish('tags', { sources: [tsv(theirs, 'three')] });
  await until(() => served() === 'three');
  await leader.store.pin('tags', { users: { ann: 1 } });
  await until(() => follower.store.report('tags').pins !== undefined);
  expect(follower.store.find('tags', { user: 'ann' }).get(Buffer.from('key 7'))?.toString()).toBe('one');
  const { replica, memory: _, ...report } = follower.store.report('tags');
  const { memory: __, ...expected } = leader.store.report('tags');
  expect(report).toMatchObject({
    ...expected,
    versions: expected.versions.map(({ number }) => ({ number })),
  });
  expect(replica).toMatchObject({ state: 'following', lagBytes: 0, lagSeconds: 0 });
  await leader.store.remove('tags');
  await until(() => !follower.store.has('tags'));
});

test('one image that is published twice is two versions of a follower too', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.publish('tags', { sources: [tsv(theirs, 'one')] });
  const [image] = globSync(join(theirs, 'kv/**/versions/000001.image')) as [string];
  const copy = join(theirs, 'copy.image');
  copyFileSync(image, copy);
  await leader.store.publish('twice', { sources: [copy] });
  await leader.store.publish('twice', { sources: [copy] });
  const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  const numbers = () =>
    follower.store.has('twice') ? follower.store.report('twice').versions.map(({ number }) => number) : [];
  await until(() => numbers().length === 2);
  expect(numbers()).toEqual([2, 1]);
  expect(globSync(join(ours, 'kv/**/versions/*.image')).length).toBe(3);
  expect(entriesOf(follower, 'twice')).toEqual(entriesOf(leader, 'twice'));
  await leader.store.publish('twice', { sources: [copy] });
  await until(() => numbers().length === 3);
  expect(follower.store.report('twice').problem).toBeUndefined();
});

test.each([1, 3])(
  'a follower has the entries of a live dataset of %i parts as they are written, and takes no writes itself',
  async (parts) => {
    const [ours, theirs] = [scratch(), scratch()];
    const leader = await serve({ dataFolder: theirs });
    await leader.store.create({ name: 'carts', parts });
    const carts = leader.store.find('carts');
    for (let n = 0; n < 1000; n += 1) carts.set(Buffer.from(`key ${n}`), Buffer.from(`value ${n}`));
    await leader.store.snapshot();
    carts.delete(Buffer.from('key 3'));
    await carts.settled();
    const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
    await until(() => follower.store.has('carts') && follower.store.find('carts').count === 999);
    expect(entriesOf(follower, 'carts')).toEqual(entriesOf(leader, 'carts'));
    carts.set(Buffer.from('new'), Buffer.from('1'), { expiresAtMs: Date.now() + 1e6 });
    await carts.settled();
    await until(() => follower.store.find('carts').has(Buffer.from('new')));
    await leader.store.snapshot();
    carts.clear();
    carts.set(Buffer.from('last'), Buffer.from('1'));
    await carts.settled();
    await until(() => follower.store.find('carts').has(Buffer.from('last')));
    expect(entriesOf(follower, 'carts')).toEqual({ last: ['1', 0] });
    const refused = { code: 'READONLY', message: "You can't write against a read only replica." };
    expect(() => follower.store.find('carts').set(Buffer.from('a'), Buffer.from('b'))).toThrow(
      expect.objectContaining(refused),
    );
    for (const act of [
      () => follower.store.create({ name: 'other' }),
      () => follower.store.remove('carts'),
      () => follower.store.publish('tags', { sources: [tsv(ours, 'x')] }),
      () => follower.store.rollBack('carts'),
      () => follower.store.snapshot(),
    ]) {
      const error = await act().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject(refused);
    }
  },
);

test('a promoted follower takes writes, and is not made a replica again', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.create({ name: 'carts' });
  const carts = leader.store.find('carts');
  carts.set(Buffer.from('a'), Buffer.from('1'));
  await carts.settled();
  const replicaOf = following(leader, theirs);
  const follower = await serve({ dataFolder: ours, replicaOf });
  await until(() => follower.store.has('carts') && follower.store.find('carts').has(Buffer.from('a')));
  await follower.store.promote();
  const promoted = follower.store.find('carts');
  promoted.set(Buffer.from('b'), Buffer.from('2'));
  await promoted.settled();
  await follower.close();
  await expect(serve({ dataFolder: ours, replicaOf })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  const again = await serve({ dataFolder: ours });
  expect(entriesOf(again, 'carts')).toEqual({ a: ['1', 0], b: ['2', 0] });
});

test('a follower can be followed', async () => {
  const folders = [scratch(), scratch(), scratch()] as const;
  const leader = await serve({ dataFolder: folders[0] });
  await leader.store.publish('tags', { sources: [tsv(folders[0], 'one')] });
  await leader.store.create({ name: 'carts', fsync: 'always', parts: 2 });
  const middle = await serve({ dataFolder: folders[1], replicaOf: following(leader, folders[0]) });
  const last = await serve({ dataFolder: folders[2], replicaOf: following(middle, folders[1]) });
  const carts = leader.store.find('carts');
  for (let n = 0; n < 200; n += 1) carts.set(Buffer.from(`key ${n}`), Buffer.from(`value ${n}`));
  await carts.settled();
  await leader.store.snapshot();
  carts.set(Buffer.from('last'), Buffer.from('1'));
  await carts.settled();
  await until(() => last.store.has('tags') && last.store.has('carts'));
  await until(() => last.store.find('carts').has(Buffer.from('last')));
  expect(entriesOf(last, 'carts')).toEqual(entriesOf(leader, 'carts'));
  expect(entriesOf(last, 'tags')).toEqual(entriesOf(leader, 'tags'));
  await until(() => middle.server.stats().replication.followers.length === 1);
  expect(middle.server.stats().replication).toMatchObject({ role: 'replica', replica: { link: 'up' } });
});

test('an entry is missing when its time has come by the follower’s clock, and is there again when its leader says so', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.create({ name: 'carts' });
  const carts = leader.store.find('carts');
  carts.set(Buffer.from('short'), Buffer.from('1'), { expiresAtMs: Date.now() + 60_000 });
  await carts.settled();
  const clock = { nowMs: () => Date.now() + 120_000, monotonicMs: () => performance.now() };
  const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs), clock });
  const heard: string[] = [];
  await until(() => follower.store.has('carts') && follower.store.find('carts').count === 1);
  expect(follower.store.find('carts').has(Buffer.from('short'))).toBe(false);
  expect(follower.store.find('carts').randomKey()).toBe(undefined);
  follower.store.subscribe('carts', (change) =>
    heard.push(change.kind === 'changed' ? `${change.how} ${change.key.toString()}` : change.kind),
  );
  carts.setExpiry(Buffer.from('short'), 0);
  carts.set(Buffer.from('other'), Buffer.from('2'));
  carts.delete(Buffer.from('other'));
  await carts.settled();
  await until(() => heard.length === 3);
  expect(heard).toEqual(['expire short', 'set other', 'delete other']);
  expect(entriesOf(follower, 'carts')).toEqual({ short: ['1', 0] });
});
