import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { seededRandom } from '@oremill/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts, noRedis, type RedisProcess, redisProcess } from '../cluster/redis-process.ts';
import { useServer } from '../command/serve.ts';
import { RawClient } from '../connection/raw-client.ts';
import type { ReplyValue } from '../protocol/read-replies.ts';
import { randomCommand } from './random-commands.ts';

const BATCHES = Number(process.env.OREMILL_BATCHES ?? 300);
const BATCH = 50;
const SEED = Number(process.env.OREMILL_SEED ?? 20_261_123);

const folder = mkdtempSync(join(tmpdir(), 'kv-same-'));
let redis: RedisProcess;
const serve = useServer();

beforeAll(async () => {
  if (noRedis !== undefined) return;
  const [port = 0] = await freePorts(1);
  redis = redisProcess(folder, port, [`port ${port}`, 'bind 127.0.0.1', 'save ""', 'daemonize no']);
  await redis.start();
});

afterAll(async () => {
  await redis?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test.for([2, 3])('random commands are answered as by Redis, in RESP%i', async (protocol, { skip }) => {
  skip(noRedis !== undefined, noRedis ?? '');
  const { connect } = await serve();
  const ours = await connect();
  const theirs = await connectWhenReady(redis.port);
  await theirs.call('FLUSHALL');
  if (protocol === 3) await Promise.all([ours.call('HELLO', 3), theirs.call('HELLO', 3)]);
  const random = seededRandom(SEED + protocol);
  const differences: unknown[] = [];
  let compared = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const commands = Array.from({ length: BATCH }, () => randomCommand(random));
    const [our, their] = await Promise.all([ours.callAll(commands), theirs.callAll(commands)]);
    for (const [index, command] of commands.entries()) {
      const ourReply = comparable(our[index] as ReplyValue, command);
      const theirReply = comparable(their[index] as ReplyValue, command);
      compared++;
      if (isDeepStrictEqual(ourReply, theirReply)) continue;
      differences.push({
        command: command.map(showWord).join(' '),
        batch,
        ours: ourReply,
        theirs: theirReply,
      });
    }
    // Behind a difference there are others that follow from it.
    if (differences.length > 0) break;
  }
  expect(differences, `seed ${SEED}`).toEqual([]);
  expect(compared).toBe(BATCHES * BATCH);
  await theirs.close();
});

/** Times are read a moment apart, and errors have words of their own behind the code, some of which clients match on. */
function comparable(reply: ReplyValue, command: readonly unknown[]): ReplyValue {
  const name = String(command[0]).toUpperCase();
  if (typeof reply === 'number' && reply > 1000 && /TTL|EXPIRETIME/.test(name))
    return Math.round(reply / 10_000);
  // Theirs is sometimes off in the 17th digit, where ours is exact.
  if (typeof reply === 'string' && name === 'INCRBYFLOAT') return Number(Number(reply).toFixed(9));
  if (reply !== null && typeof reply === 'object' && 'error' in reply)
    return { error: errorKey(reply.error) };
  return reply;
}

const WORDINGS_OF_OUR_OWN = [
  /unknown subcommand/i,
  /Unsupported option/,
  /no dataset|invalid DB index|DB index/,
];

function errorKey(text: string): string {
  const own = WORDINGS_OF_OUR_OWN.find((pattern) => pattern.test(text));
  return own === undefined ? text : String(own);
}

function showWord(word: unknown): string {
  return word instanceof Uint8Array ? JSON.stringify(Buffer.from(word).toString('latin1')) : String(word);
}

async function connectWhenReady(port: number): Promise<RawClient> {
  for (;;) {
    try {
      return await RawClient.open({ host: '127.0.0.1', port });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error;
    }
  }
}
