import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { NodeConnection } from '../../src/client/connection.ts';
import { useScratch } from '../scratch.ts';
import { startLiveServer } from './live-server.ts';

/** Raise it for a long search: `KILLS=50 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 2);
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
const MAX_BYTES = 16 * 1024 * 1024;
const KEYS = 40_000;
const BATCH = 100;
const scratch = useScratch();

/** Values of a few lengths, so that many are written where the one before was. */
function madeValue(n: number): Buffer {
  return Buffer.alloc(100 * (1 + (n % 9)), `${n} `);
}

async function contentOf(connection: NodeConnection): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  let cursor = '0';
  do {
    const [next, keys] = (await connection.command('SCAN', cursor, 'COUNT', '1000')) as [Buffer, Buffer[]];
    cursor = next.toString();
    if (keys.length === 0) continue;
    const values = (await connection.command('MGET', ...keys)) as Buffer[];
    for (const [index, key] of keys.entries())
      content.set(key.toString(), (values[index] as Buffer).toString());
  } while (cursor !== '0');
  return content;
}

async function takenBytes(connection: NodeConnection): Promise<number> {
  const info = (await connection.command('INFO', 'memory')) as Buffer;
  return Number(/^used_memory:(\d+)/m.exec(info.toString())?.[1]);
}

test(`a full cache whose server is killed has the same entries when it is served again; seed ${SEED}`, async () => {
  const random = seededRandom(SEED);
  const folder = scratch();
  let before: Map<string, string> | undefined;
  for (let round = 0; round <= KILLS; round += 1) {
    const server = await startLiveServer(folder, 'everysec', round % 2 === 1, MAX_BYTES);
    const connection = await server.connect();
    if (before !== undefined) {
      const after = await contentOf(connection);
      const differing = [...before].filter(([key, value]) => after.get(key) !== value);
      expect({ round, differing: differing.slice(0, 3), count: after.size }).toEqual({
        round,
        differing: [],
        count: before.size,
      });
      expect(await takenBytes(connection)).toBeLessThanOrEqual(MAX_BYTES);
    }
    const batches = 300 + Math.floor(random() * 300);
    for (let batch = 0; batch < batches; batch += 1) {
      const writes = Array.from({ length: BATCH }, () => {
        const n = Math.floor(random() * 1e6);
        return connection.command('SET', `key ${n % KEYS}`, madeValue(n));
      });
      expect(new Set((await Promise.all(writes)).map(String))).toEqual(new Set(['OK']));
    }
    before = await contentOf(connection);
    expect(before.size).toBeLessThan(KEYS * 0.9);
    await server.kill();
  }
});
