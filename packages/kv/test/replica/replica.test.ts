import { writeFileSync } from 'node:fs';
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
