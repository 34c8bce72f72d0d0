import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { NodeConnection } from '../../src/client/connection.ts';
import { freePorts, redisProcess } from '../../test/cluster/redis-process.ts';
import { digestValues, type PairsContent } from './content.ts';
import { readPairs } from './pairs-file.ts';
import { runToEnd } from './program.ts';

export interface Redis {
  readonly port: number;
  readonly folder: string;
  readonly connection: NodeConnection;
  /** Ends the process, as it was. */
  kill(): Promise<void>;
  /** After it was killed; resolves when it answers and has read its snapshot. Seconds from the start of the process. */
  start(): Promise<number>;
}

const NO_ACCESS = { seeds: [], user: undefined, password: undefined, tls: undefined };

/** A server of its own, without snapshots and without a log unless the settings say so. */
export async function startRedis(folder: string, settings: readonly string[] = []): Promise<Redis> {
  const [port = 0] = await freePorts(1);
  const common = [`port ${port}`, 'bind 127.0.0.1', 'save ""', 'daemonize no'];
  const server = redisProcess(folder, port, [...common, ...settings]);
  let connection: NodeConnection | undefined;
  const start = async () => {
    const startMs = performance.now();
    await server.start();
    connection = await connectWhenLoaded(port);
    return (performance.now() - startMs) / 1000;
  };
  await start();
  return {
    port,
    folder,
    start,
    kill: async () => {
      connection?.close();
      await server.kill();
    },
    get connection() {
      if (!connection) throw new Error('the server was not started');
      return connection;
    },
  };
}

/** Seldom enough not to be what the server is busy with. */
const ASK_AGAIN_MS = 5;

/** Asks again and again, as a client that waits does. */
export async function connectWhenLoaded(port: number): Promise<NodeConnection> {
  for (;;) {
    try {
      const connection = await NodeConnection.open({ host: '127.0.0.1', port }, NO_ACCESS);
      while ((await connection.command('PING')) !== 'PONG') await setTimeout(ASK_AGAIN_MS);
      return connection;
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('ECONNREFUSED'))) throw error;
      await setTimeout(ASK_AGAIN_MS);
    }
  }
}

/** Some hundred thousand keys at a time: a client does not wait for long, and the server does nothing else meanwhile. */
const SUM_OF_LENGTHS = `
  local cursor, sum = ARGV[1], 0
  for _ = 1, 20 do
    local reply = redis.call('SCAN', cursor, 'COUNT', 10000)
    cursor = reply[1]
    for _, key in ipairs(reply[2]) do sum = sum + redis.call('STRLEN', key) end
    if cursor == '0' then break end
  end
  return { cursor, sum }`;

/** What Redis has, told by itself. */
export async function redisContent(
  { connection }: Pick<Redis, 'connection'>,
  keys: readonly Buffer[],
): Promise<PairsContent> {
  const pairs = Number(await connection.command('DBSIZE'));
  let valueBytes = 0;
  let cursor = '0';
  do {
    const reply = await connection.command('EVAL', SUM_OF_LENGTHS, 0, cursor);
    const [next, sum] = reply as [Buffer, number];
    cursor = String(next);
    valueBytes += sum;
  } while (cursor !== '0');
  return { pairs, valueBytes, sample: await sampleOver(connection, keys) };
}

export async function sampleOver(connection: NodeConnection, keys: readonly Buffer[]): Promise<string> {
  const values = await connection.command('MGET', ...keys);
  if (!Array.isArray(values)) throw new Error(`MGET was answered by ${JSON.stringify(values)}`);
  return digestValues(values as (Buffer | null)[]);
}

/** A file of pairs as a stream of SET commands. */
export function writeCommands(source: string, target: string): void {
  const file = openSync(target, 'w');
  let parts: Buffer[] = [];
  let bytes = 0;
  const flush = () => {
    writeSync(file, Buffer.concat(parts));
    [parts, bytes] = [[], 0];
  };
  readPairs(source, (key, value) => {
    const head = Buffer.from(`*3\r\n$3\r\nSET\r\n$${key.length}\r\n`);
    const middle = Buffer.from(`\r\n$${value.length}\r\n`);
    const command = Buffer.concat([head, key, middle, value, END]);
    parts.push(command);
    bytes += command.length;
    if (bytes > FLUSH_BYTES) flush();
  });
  flush();
  closeSync(file);
}

const END = Buffer.from('\r\n');
const FLUSH_BYTES = 4 * 1024 * 1024;

/** Seconds that redis-cli takes to send all of a stream and to receive the replies. Throws when one of them is an error. */
export async function pipeInto(port: number, stream: string): Promise<number> {
  const input = openSync(stream, 'r');
  try {
    const startMs = performance.now();
    const said = await runToEnd(['redis-cli', '-p', String(port), '--pipe'], input);
    if (!said.includes('errors: 0,')) throw new Error(`redis-cli --pipe: ${said}`);
    return (performance.now() - startMs) / 1000;
  } finally {
    closeSync(input);
  }
}

/** Seconds of `DB loaded from disk`, as the server's log has them. */
export function loggedLoadSeconds(folder: string): number {
  const log = readFileSync(join(folder, 'redis.log'), 'utf8');
  const told = [...log.matchAll(/DB loaded from disk: ([\d.]+) seconds/g)].at(-1)?.[1];
  return Number(told);
}
