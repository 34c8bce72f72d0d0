import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual, promisify } from 'node:util';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { NodeConnection } from '../../../src/client/connection.ts';
import { writeTsv } from '../../open-store.ts';
import { useScratch } from '../../scratch.ts';
import { eventually, ServerProcess } from './server-process.ts';

const CLI = resolve(import.meta.dirname, '../../../src/cli.ts');
const KEYS = Array.from({ length: 20_000 }, (_, index) => `key-${index}`);
const scratch = useScratch();
/** Raise it for a long search: `KILLS=50 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 2);
const SEED = Number(process.env.REPLICA_SEED ?? Math.floor(Math.random() * 1e9));

/** The command line, while readers go on. */
async function kv(dataFolder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, OREMILL_DATA: dataFolder };
  return (await promisify(execFile)(process.execPath, [CLI, ...args], { env })).stdout;
}

test('versions are published, rolled back and followed under load: every reply of the follower is of one version', async () => {
  const folder = scratch();
  const leader = await ServerProcess.start(scratch());
  const publish = async (value: string, ...options: string[]) => {
    const source = writeTsv(folder, `${value}.tsv`, Object.fromEntries(KEYS.map((key) => [key, value])));
    await kv(leader.dataFolder, 'publish', 'tags', source, ...options);
  };
  await publish('v1');
  const follower = await ServerProcess.follow(scratch(), leader);
  const served = async () => await follower.ask('tags', 'GET', KEYS[0] as string);
  await eventually(async () => (await served()) === 'v1');
  let isOver = false;
  const mixed: string[] = [];
  const seen = new Set<string>();
  const read = async (first: number): Promise<number> => {
    const connection: NodeConnection = await follower.connect('tags');
    let replies = 0;
    for (let at = first; !isOver; at = (at + 997) % KEYS.length, replies += 1) {
      const keys = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => KEYS[(at + step * 2500) % KEYS.length] as string);
      const values = new Set(((await connection.command('MGET', ...keys)) as Buffer[]).map(String));
      if (values.size !== 1) mixed.push([...values].join());
      for (const value of values) seen.add(value);
    }
    return replies;
  };
  const readers = [read(0), read(5000), read(10_000)];
  await publish('v2');
  await eventually(async () => (await served()) === 'v2');
  await publish('v3', '--parts', '2');
  await eventually(async () => (await served()) === 'v3');
  await kv(leader.dataFolder, 'rollback', 'tags');
  await eventually(async () => (await served()) === 'v2');
  await publish('v4', '--keep', '2');
  await eventually(async () => (await served()) === 'v4');
  isOver = true;
  expect(Math.min(...(await Promise.all(readers)))).toBeGreaterThan(0);
  expect(mixed).toEqual([]);
  expect([...seen].sort()).toEqual(['v1', 'v2', 'v3', 'v4']);
  const versions = async (server: ServerProcess) => {
    const report = JSON.parse(await kv(server.dataFolder, 'info', 'tags', '--json'));
    // What lies in memory besides the served one differs with what was served before.
    return report.versions.map((version: object) => ({ ...version, isResident: undefined }));
  };
  const expected = await versions(leader);
  await eventually(async () => isDeepStrictEqual(await versions(follower), expected));
  // What is there is served also without a leader, and by whoever opens it alone.
  await leader.kill();
  await follower.kill();
  await follower.start();
  expect(await served()).toBe('v4');
  expect((await follower.replication()).replica).toMatchObject({ link: 'connecting', datasets: [] });
  await follower.kill('SIGTERM');
  expect(await kv(follower.dataFolder, 'get', 'tags', 'key-7')).toBe('v4');
});

test(
  `a follower that is killed while it pulls a version serves the one before, and then the new one; seed ${SEED}`,
  async () => {
    const random = seededRandom(SEED);
    const folder = scratch();
    const leader = await ServerProcess.start(scratch());
    const publish = async (value: string) => {
      const padding = randomBytes(400).toString('hex');
      const pairs = Object.fromEntries(KEYS.map((key) => [key, `${value} ${padding}`]));
      await kv(leader.dataFolder, 'publish', 'tags', writeTsv(folder, 'pairs.tsv', pairs));
    };
    await publish('0');
    const follower = await ServerProcess.follow(scratch(), leader);
    const served = async () => (await follower.ask('tags', 'GET', KEYS[0] as string)).split(' ')[0];
    const isPulling = () => existsSync(join(follower.dataFolder, 'kv', '.pulled', 'tags'));
    await eventually(async () => (await served()) === '0');
    for (let round = 1; round <= KILLS; round += 1) {
      const publishing = publish(String(round));
      // A pull that was too quick to be seen is over.
      await eventually(async () => isPulling() || (await served()) === String(round));
      await pause(random() * 40);
      await follower.kill();
      await publishing;
      await follower.start();
      expect([String(round - 1), String(round)]).toContain(await served());
      await eventually(async () => (await served()) === String(round));
    }
    await eventually(async () => !isPulling());
  },
  60_000 + KILLS * 20_000,
);
