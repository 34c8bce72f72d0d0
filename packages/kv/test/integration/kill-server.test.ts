import { join } from 'node:path';
import { seededRandom, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import type { Fsync } from '@oremill/types';
import { expect, test } from 'vitest';
import { Store } from '../../src/store.ts';
import { useScratch } from '../scratch.ts';
import { startLiveServer } from './live-server.ts';

/** Of each kind; raise it for a long search: `KILLS=50 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 3);
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const KEYS = 3000;
const VALUE_BYTES = 8000;
/** Sent at once by each connection, which goes on when all are answered. */
const BATCH = 50;
const CONNECTIONS = 3;
const scratch = useScratch();

function numbered(n: number): Buffer {
  const value = Buffer.alloc(VALUE_BYTES, 'v');
  value.write(String(n).padEnd(12));
  return value;
}

/** Writes under load and kills the server after so many answers. What each key was answered to hold. */
async function writeAndKill(
  folder: string,
  fsync: Fsync,
  answersWanted: number,
): Promise<Map<string, number>> {
  const { connect, kill } = await startLiveServer(folder, fsync, true);
  const answered = new Map<string, number>();
  let answers = 0;
  let next = 0;
  let killed: Promise<void> | undefined;
  const write = async (first: number): Promise<void> => {
    const connection = await connect();
    for (let at = first; killed === undefined; at += CONNECTIONS * BATCH) {
      const writes = Array.from({ length: BATCH }, async (_, index) => {
        const key = `key ${(at + index) % KEYS}`;
        const n = next++;
        if ((await connection.command('SET', key, numbered(n))) !== 'OK') return;
        answered.set(key, n);
        if (++answers === answersWanted) killed = kill();
      });
      // The kill takes the connection away.
      await Promise.allSettled(writes);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => write(index * BATCH)));
  await killed;
  return answered;
}

test.each<Fsync>(['always', 'everysec', 'off'])(
  `at %s, no write that a client was told of is lost when the server is killed under load; seed ${SEED}`,
  async (fsync) => {
    const random = seededRandom(SEED);
    const log = createLog('fatal', { write: () => true });
    for (let round = 0; round < KILLS; round += 1) {
      const folder = scratch();
      const answered = await writeAndKill(folder, fsync, 1000 + Math.floor(random() * 8000));
      const store = await Store.open({
        folder: join(folder, 'kv'),
        clock: systemClock,
        random: systemRandom,
        log,
      });
      const dataset = store.find('orders');
      const lost = [...answered].filter(([key, n]) => {
        const value = dataset?.get(Buffer.from(key));
        return !(Number(value?.subarray(0, 12)) >= n && value?.length === VALUE_BYTES);
      });
      await store.close();
      expect(answered.size).toBeGreaterThan(0);
      expect({ round, lost }).toEqual({ round, lost: [] });
    }
  },
  TIMEOUT_MS,
);
