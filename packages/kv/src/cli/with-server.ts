import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isAlive, openToken, systemClock, systemRandom } from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { AppError, kvError } from '@oremill/types';
import { type Access, type Address, readAccess } from '../client/access.ts';
import { asAppError } from '../client/as-app-error.ts';
import { ConnectionLost, NodeConnection } from '../client/connection.ts';
import { type Reply, ReplyError } from '../client/reply.ts';
import { lockStore } from '../lock-store.ts';
import type { RunningStore } from '../run-store.ts';
import { readServerAddress } from '../server-address.ts';
import { dataFolder } from './config.ts';

export interface ServerFlags {
  /** `redis://host:port` of a server elsewhere. */
  readonly server?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
}

/** A server to speak to; error replies are thrown. */
export interface Client {
  readonly call: (...command: readonly (string | Uint8Array | number)[]) => Promise<Reply>;
  /** Of commands whose reply is JSON. */
  readonly ask: (...command: readonly (string | Uint8Array | number)[]) => Promise<unknown>;
  readonly connection: NodeConnection;
  /** Another connection to the same server, signed in; close it. */
  readonly open: () => Promise<NodeConnection>;
}

type Open = () => Promise<NodeConnection>;

/** The server that is named, else that of the data folder, else the data folder's store, opened for this one command. */
export async function withServer<Result>(
  flags: ServerFlags,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const named = flags.server;
  if (named !== undefined) return useServer(() => connectTo(named, flags), use);
  const folder = dataFolder();
  const { token } = openToken(folder);
  const patience = globalThis.setTimeout(
    () => say(`No server runs: opening ${join(folder, 'kv')} …`),
    PATIENCE_MS,
  );
  try {
    return await useFolder(folder, token, use);
  } finally {
    clearTimeout(patience);
  }
}

async function useFolder<Result>(
  folder: string,
  token: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  for (let waitedMs = 0; waitedMs < WAIT_MS_MAX; waitedMs += LOOK_EVERY_MS) {
    const borrowed = await borrowStore(folder);
    if (borrowed) {
      const { address } = borrowed.server;
      try {
        return await useServer(() => NodeConnection.open(address, withToken(token)), use);
      } finally {
        await borrowed.close();
      }
    }
    // An address without a holder is of a server that was killed, and whoever listens there now has no business with
    // our token. A holder without an address is starting, or another command, which ends soon.
    const address = readServerAddress(join(folder, 'kv'));
    if (address && isAlive(address.process)) {
      return useServer(() => NodeConnection.open(address, withToken(token)), use);
    }
    await setTimeout(LOOK_EVERY_MS);
  }
  throw kvError(
    'STORE_IN_USE',
    `another process has the store ${join(folder, 'kv')} open and serves it nowhere`,
    {
      hint: 'Wait until it has started or is done, or end it.',
    },
  );
}

/** Whoever waits longer is told for what. */
const PATIENCE_MS = 1000;
const WAIT_MS_MAX = 30_000;
const LOOK_EVERY_MS = 50;

/** Undefined when another process has the store open. */
async function borrowStore(folder: string): Promise<RunningStore | undefined> {
  // With all that a server is made of it takes a while to load: only where it is needed.
  const lock = await lockStore(join(folder, 'kv'));
  if (lock === undefined) return undefined;
  lock.release();
  const [{ createLog }, { startStore }] = await Promise.all([
    import('@oremill/runtime/log'),
    import('../run-store.ts'),
  ]);
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  const world = { clock: systemClock, random: systemRandom, log };
  try {
    // Nobody else is told of a server that ends with this command.
    return await startStore({
      dataFolder: folder,
      host: '127.0.0.1',
      port: 0,
      isAdvertised: false,
      ...world,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_IN_USE') return undefined;
    throw error;
  }
}

async function connectTo(server: string, { user, passwordFile }: ServerFlags): Promise<NodeConnection> {
  const named = readAccess({
    seeds: [server],
    ...(passwordFile === undefined ? {} : { password: { file: passwordFile } }),
  });
  const [address] = named.seeds as [Address];
  try {
    return await NodeConnection.open(address, { ...named, user: user ?? named.user });
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    throw kvError('SERVER_UNREACHABLE', `no server answers at ${address.host}:${address.port}`, {
      hint: 'Start one with kv serve, or look where it listens.',
      cause: error,
    });
  }
}

function withToken(password: string): Access {
  return { seeds: [], user: undefined, password, tls: undefined };
}

async function useServer<Result>(open: Open, use: (client: Client) => Promise<Result>): Promise<Result> {
  const connection = await open();
  const call: Client['call'] = async (...command) => {
    const reply = await connection.command(...command);
    if (reply instanceof ReplyError) throw asAppError(reply);
    return reply;
  };
  const ask: Client['ask'] = async (...command) => {
    const reply = await call(...command);
    assert(Buffer.isBuffer(reply), 'a reply in JSON is a bulk string');
    return JSON.parse(reply.toString());
  };
  try {
    return await use({ connection, open, call, ask });
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    throw kvError('SERVER_UNREACHABLE', 'the server went away in the middle of this command', {
      hint: 'Look whether it still runs, and give the command again.',
      cause: error,
    });
  } finally {
    connection.close();
  }
}
