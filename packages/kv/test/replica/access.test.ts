import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { writeUsers } from '../../src/users-file.ts';
import { useScratch } from '../scratch.ts';
import { type ServeOptions, serve, until } from './two-servers.ts';

const scratch = useScratch();
const PASSWORD = 'a password of the follower';

/** A leader whose user `follower` may do this to these datasets, and how to follow it as that user. */
async function leaderFor(
  dataFolder: string,
  datasets: readonly string[],
  verbs: readonly ('read' | 'write' | 'admin' | 'follow')[],
  options: Partial<ServeOptions> = {},
) {
  const password = hashToken(PASSWORD);
  makePrivateFolder(join(dataFolder, 'kv'));
  writeUsers(join(dataFolder, 'kv'), [
    { name: 'follower', password, datasets: [...datasets], verbs: [...verbs] },
  ]);
  const leader = await serve({ dataFolder, ...options });
  const file = join(dataFolder, 'follower-password');
  writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
  const { port } = leader.server.address;
  const replicaOf = { leader: `redis://follower@127.0.0.1:${port}`, password: { file } };
  return { leader, port, replicaOf };
}

test('a follower has what its user may follow on the leader; what it may not any more stays, and says so', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const { leader, port, replicaOf } = await leaderFor(theirs, ['*'], ['follow']);
  for (const name of ['carts', 'orders']) await leader.store.create({ name });
  const follower = await serve({ dataFolder: ours, replicaOf });
  const stateOf = (name: string) => follower.store.status().datasets.find((each) => each.name === name);
  await until(() => stateOf('carts')?.state === 'following' && stateOf('orders')?.state === 'following');
  await leader.close();

  const narrowed = await leaderFor(theirs, ['carts'], ['follow'], { port });
  await until(() => stateOf('orders')?.problem === 'the leader’s user may not follow it');
  expect(follower.store.names()).toEqual(['carts', 'orders']);
  expect(follower.store.report('orders').replica).toMatchObject({ state: 'failing' });
  await until(() => stateOf('carts')?.state === 'following');
  await narrowed.leader.close();

  // Who follows gets more than who reads: hash seeds, and what is deleted but still in the log.
  const reader = await leaderFor(theirs, ['*'], ['read', 'write', 'admin'], { port });
  await until(() => follower.store.status().problem?.includes('may not follow') === true);
  expect(follower.store.status()).toMatchObject({
    link: 'down',
    problem: 'the leader says: user follower may not follow this server',
  });
  await reader.leader.close();

  const { leader: again } = await leaderFor(theirs, ['*'], ['follow'], { port });
  await until(() => stateOf('orders')?.state === 'following');
  await again.store.remove('orders');
  await until(() => !follower.store.has('orders'));
});

test('a password that the leader refuses is told, and is in no report', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const { replicaOf } = await leaderFor(theirs, ['*'], ['follow']);
  writeFileSync(replicaOf.password.file, 'another one');
  const follower = await serve({ dataFolder: ours, replicaOf });
  await until(() => follower.store.status().problem?.includes('refuses the user follower') === true);
  expect(JSON.stringify(follower.store.status())).not.toContain('another one');
  // It is read again at each try.
  writeFileSync(replicaOf.password.file, PASSWORD);
  await until(() => follower.store.status().link === 'up');
});

test('only the datasets that are named are followed', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const { leader, replicaOf } = await leaderFor(theirs, ['*'], ['follow']);
  for (const name of ['carts', 'orders']) await leader.store.create({ name });
  const follower = await serve({
    dataFolder: ours,
    replicaOf: { ...replicaOf, datasets: ['carts', 'none'] },
  });
  await until(() => follower.store.has('carts'));
  expect(follower.store.names()).toEqual(['carts']);
  expect(follower.store.status().datasets).toMatchObject([
    { name: 'carts' },
    { name: 'none', state: 'failing', problem: 'the leader has no such dataset' },
  ]);
});

test('a store with datasets of its own is no replica, nor is an address with a password in it', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const { replicaOf } = await leaderFor(theirs, ['*'], ['follow']);
  const own = await serve({ dataFolder: ours });
  await own.store.create({ name: 'mine' });
  await own.close();
  await expect(serve({ dataFolder: ours, replicaOf })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  const again = await serve({ dataFolder: ours });
  expect(again.store.isReplica).toBe(false);
  await expect(
    serve({ dataFolder: scratch(), replicaOf: { leader: 'redis://ann:secret@127.0.0.1:1' } }),
  ).rejects.toMatchObject({ code: 'CLUSTER_INVALID', message: expect.not.stringContaining('secret') });
});

test('a leader is followed over TLS, by the name that its certificate has', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const pem = (name: string) => new URL(`../integration/tls/${name}.pem`, import.meta.url).pathname;
  const tls = { key: pem('server-key'), cert: pem('server-cert') };
  const { leader, port, replicaOf } = await leaderFor(theirs, ['*'], ['follow'], { tls });
  await leader.store.create({ name: 'carts' });
  leader.store.find('carts').set(Buffer.from('a'), Buffer.from('1'));
  await leader.store.find('carts').settled();
  const address = `rediss://follower@localhost:${port}`;
  const follower = await serve({
    dataFolder: ours,
    replicaOf: { ...replicaOf, leader: address, tls: { caFile: tls.cert } },
  });
  await until(() => follower.store.has('carts') && follower.store.find('carts').has(Buffer.from('a')));
  expect(follower.store.status()).toMatchObject({ leader: address, link: 'up' });
});
