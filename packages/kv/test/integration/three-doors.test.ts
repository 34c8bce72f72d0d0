import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type Clock,
  manualClock,
  openToken,
  seededRandom,
  systemClock,
  systemRandom,
} from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, onTestFinished, test } from 'vitest';
import { NodeConnection } from '../../src/client/connection.ts';
import { kvPlugin } from '../../src/plugin.ts';
import { startStore } from '../../src/run-store.ts';
import { useScratch } from '../scratch.ts';

/** Raise them for a long search: `MODEL_STEPS=1000000 MODEL_SEED=7 vitest …`. */
const STEPS = Number(process.env.MODEL_STEPS ?? 4_000);
const SEED = Number(process.env.MODEL_SEED ?? 1);
const KEYS = 300;
const RESTARTS = 4;

const scratch = useScratch();

/** The library, RESP and HTTP over one live dataset. */
async function openDoors(folder: string, calendar: Clock, parts: number) {
  const log = createLog('error', { write: () => true });
  // Entries expire when the test says so. A sync takes the time that it takes: of a clock that stands still, the log
  // would wait for a millisecond that never passes.
  const clock: Clock = { nowMs: () => calendar.nowMs(), monotonicMs: () => systemClock.monotonicMs() };
  const world = { clock, random: systemRandom, log };
  const running = await startStore({ dataFolder: folder, host: '127.0.0.1', port: 0, ...world });
  if (!running.store.has('notes')) await running.store.create({ name: 'notes', fsync: 'always', parts });
  const access = { seeds: [], user: undefined, password: openToken(folder).token, tls: undefined };
  const resp = await NodeConnection.open(running.server.address, access);
  await resp.command('SELECT', 'notes');
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const refuse = () => Promise.reject(new Error('nothing is published here'));
  await app.register(kvPlugin, {
    store: running.store,
    nowMs: () => clock.nowMs(),
    outputOf: refuse,
    allowSource: refuse,
    stats: refuse as never,
    runCommand: refuse,
  });
  const dataset = () => running.store.find('notes');
  const http = (method: 'GET' | 'PUT' | 'DELETE', key: string, query = '', payload?: Buffer) =>
    app.inject({
      method,
      url: `/kv/notes/${encodeURIComponent(key)}${query}`,
      headers: { 'content-type': 'application/octet-stream' },
      ...(payload ? { payload } : {}),
    });
  const doors = [
    {
      async set(key: string, value: Buffer, ttlS: number) {
        dataset().set(Buffer.from(key), value, { expiresAtMs: ttlS === 0 ? 0 : clock.nowMs() + ttlS * 1000 });
        await dataset().settled();
      },
      get: async (key: string) => dataset().get(Buffer.from(key)),
      async remove(key: string) {
        const isRemoved = dataset().delete(Buffer.from(key));
        await dataset().settled();
        return isRemoved;
      },
    },
    {
      async set(key: string, value: Buffer, ttlS: number) {
        expect(await resp.command('SET', key, value, ...(ttlS === 0 ? [] : ['EX', ttlS]))).toBe('OK');
      },
      get: async (key: string) => ((await resp.command('GET', key)) as Buffer | null) ?? undefined,
      remove: async (key: string) => (await resp.command('DEL', key)) === 1,
    },
    {
      async set(key: string, value: Buffer, ttlS: number) {
        const { statusCode } = await http('PUT', key, ttlS === 0 ? '' : `?ttlSeconds=${ttlS}`, value);
        expect(statusCode).toBe(204);
      },
      async get(key: string) {
        const { statusCode, rawPayload } = await http('GET', key);
        return statusCode === 404 ? undefined : rawPayload;
      },
      remove: async (key: string) => (await http('DELETE', key)).statusCode === 204,
    },
  ];
  const close = async () => {
    resp.close();
    await app.close();
    await running.close();
  };
  return { doors, close, store: running.store };
}

test.each([
  [1, STEPS],
  [3, STEPS / 4],
])(
  `with %i parts, what goes in by one door comes out by every other, through expiry and restarts (seed ${SEED}, %i steps)`,
  async (parts, steps) => {
    const folder = join(scratch(), 'data');
    const random = seededRandom(SEED);
    const below = (end: number) => Math.floor(random() * end);
    const clock = manualClock(1_700_000_000_000);
    const model = new Map<string, { value: Buffer; expiresAtMs: number }>();
    const alive = (key: string) => {
      const entry = model.get(key);
      return entry && (entry.expiresAtMs === 0 || entry.expiresAtMs > clock.nowMs()) ? entry : undefined;
    };
    let opened = await openDoors(folder, clock, parts);
    onTestFinished(() => opened.close());
    for (let step = 1; step <= steps; step += 1) {
      const key = `key ${below(KEYS)} é/`;
      const door = opened.doors[below(3)] as (typeof opened.doors)[number];
      const choice = random();
      if (choice < 0.45) {
        const value = createHash('sha512').update(String(step)).digest().subarray(0, below(65));
        const ttlS = random() < 0.3 ? 1 + below(60) : 0;
        await door.set(key, value, ttlS);
        model.set(key, { value, expiresAtMs: ttlS === 0 ? 0 : clock.nowMs() + ttlS * 1000 });
      } else if (choice < 0.85) {
        expect({ step, key, value: (await door.get(key))?.toString('hex') }).toEqual({
          step,
          key,
          value: alive(key)?.value.toString('hex'),
        });
      } else if (choice < 0.97) {
        expect({ step, key, isRemoved: await door.remove(key) }).toEqual({
          step,
          key,
          isRemoved: alive(key) !== undefined,
        });
        model.delete(key);
      } else {
        clock.advance(below(20_000));
      }
      if (step % Math.ceil(steps / RESTARTS) === 0) {
        await opened.close();
        opened = await openDoors(folder, clock, parts);
      }
    }
    const page = opened.store.find('notes').prefix({ prefix: Buffer.from('key '), limit: KEYS * 2 });
    const left = [...model.keys()].filter((key) => alive(key)).sort();
    expect(page.items.map(({ key }) => String(key)).sort()).toEqual(left);
    expect(left.length).toBeGreaterThan(KEYS / 5);
  },
  600_000 + STEPS * 20,
);
