import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { NodeConnection } from '../../../src/client/connection.ts';
import { useScratch } from '../../scratch.ts';
import { contentOf, eventually, ServerProcess } from './server-process.ts';

const SEED = Number(process.env.REPLICA_SEED ?? Math.floor(Math.random() * 1e9));
/** Of each kind; raise it for a long search: `KILLS=50 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 3);
const KEYS = 2000;
const DATASET = 'carts';
const scratch = useScratch();

/** Random writes of all kinds until it is told to stop; they go on with a server that was killed when it is back. */
class Writer {
  readonly #server: ServerProcess;
  readonly #random: () => number;
  readonly #running: Promise<void>;
  #isOver = false;
  count = 0;

  constructor(server: ServerProcess, random: () => number) {
    this.#server = server;
    this.#random = random;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const connection = await this.#server.connect(DATASET).catch(() => undefined);
      try {
        while (!this.#isOver && connection) {
          const written = await Promise.all(Array.from({ length: 40 }, () => this.#write(connection)));
          this.count += written.length;
        }
      } catch {
        // It was killed.
      } finally {
        connection?.close();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #write(connection: NodeConnection): Promise<unknown> {
    const random = this.#random;
    const key = `key ${Math.floor(random() * KEYS)}`;
    const value = 'x'.repeat(Math.floor(random() * 400)) + String(random());
    const choice = random();
    if (choice < 0.5) return connection.command('SET', key, value);
    if (choice < 0.6) return connection.command('SET', key, value, 'PX', 1 + Math.floor(random() * 3000));
    if (choice < 0.7) return connection.command('PEXPIRE', key, 1 + Math.floor(random() * 3000));
    if (choice < 0.75) return connection.command('PERSIST', key);
    if (choice < 0.85) return connection.command('DEL', key);
    if (choice < 0.9) return connection.command('INCR', `counter ${Math.floor(random() * 20)}`);
    if (choice < 0.999) return connection.command('MSET', key, value, `${key} too`, value);
    return connection.command('FLUSHDB');
  }
}

async function isFollowing(follower: ServerProcess): Promise<boolean> {
  const { replica } = await follower.replication();
  return replica?.link === 'up' && replica.datasets.every(({ state }) => state === 'following');
}

/** The follower has all that the leader has logged, whose entries are compared one by one. */
async function expectSame(leader: ServerProcess, follower: ServerProcess): Promise<void> {
  await leader.ask(DATASET, 'SET', 'last', String(Math.random()));
  const last = await leader.ask(DATASET, 'GET', 'last');
  await eventually(async () => (await follower.ask(DATASET, 'GET', 'last')) === last);
  // Both expire by their own clocks, which go on while they are read.
  const [ours, theirs] = [await contentOf(follower, DATASET), await contentOf(leader, DATASET)];
  const nowMs = Date.now();
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter((key) => {
    const [ourEntry, theirEntry] = [ours.get(key), theirs.get(key)];
    const expiresAtMs = Math.max(ourEntry?.[1] ?? -1, theirEntry?.[1] ?? -1);
    const hasExpired = expiresAtMs > 0 && expiresAtMs <= nowMs;
    return JSON.stringify(ourEntry) !== JSON.stringify(theirEntry) && !hasExpired;
  });
  expect(differing).toEqual([]);
}

test(
  `a follower has every entry of its leader when either is killed under random writes with expiry; seed ${SEED}`,
  async () => {
    const random = seededRandom(SEED);
    const leader = await ServerProcess.start(scratch());
    await leader.ask(undefined, 'KV.CREATE', JSON.stringify({ name: DATASET, parts: 1 + (SEED % 2) }));
    const follower = await ServerProcess.follow(scratch(), leader);
    await eventually(async () => (await follower.ask(DATASET, 'DBSIZE')) === '0');
    const writer = new Writer(leader, random);
    for (let round = 0; round < KILLS * 2; round += 1) {
      const until = writer.count + 500 + Math.floor(random() * 3000);
      await eventually(async () => writer.count > until);
      if (random() < 0.3) await leader.ask(undefined, 'SAVE');
      const victim = round % 2 === 0 ? follower : leader;
      await victim.kill();
      // The log begins anew while the follower is away, now and then.
      if (victim === follower && random() < 0.5) {
        await leader.ask(undefined, 'SAVE');
        await eventually(async () => writer.count > until + 500);
        await leader.ask(undefined, 'SAVE');
      }
      await victim.start();
      if (random() < 0.5) await eventually(() => isFollowing(follower));
    }
    await writer.stop();
    await expectSame(leader, follower);
    await eventually(() => isFollowing(follower));
    const { replica, role } = await follower.replication();
    expect({ role, link: replica?.link, datasets: replica?.datasets }).toMatchObject({
      role: 'replica',
      link: 'up',
      datasets: [{ name: DATASET, state: 'following', lagBytes: 0, lagSeconds: 0 }],
    });
    expect((await leader.replication()).followers).toHaveLength(1);
    // What the follower wrote to its folder is an ordinary dataset.
    await follower.kill();
    await follower.start();
    await expectSame(leader, follower);
  },
  60_000 + KILLS * 20_000,
);
