import { join } from 'node:path';
import { findDataFolder, openToken, systemClock, systemRandom } from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { createLog } from '@oremill/runtime/log';
import { AppError, kvError } from '@oremill/types';
import { type Access, type Address, readAccess } from '../cluster/access.ts';
import { ConnectionLost, NodeConnection } from '../cluster/connection.ts';
import { type Reply, ReplyError } from '../cluster/reply.ts';
import { type RunningStore, startStore } from '../run-store.ts';
import { readServerAddress } from '../server-address.ts';

export interface ServerFlags {
  /** `redis://host:port` of a server elsewhere. */
  readonly server?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
}

/** A server to speak to; error replies are thrown. */
export interface Client {
  call(...command: readonly (string | Uint8Array | number)[]): Promise<Reply>;
  /** Of commands whose reply is JSON. */
  ask(...command: readonly (string | Uint8Array | number)[]): Promise<unknown>;
  readonly connection: NodeConnection;
}

/** The server that is named, else that of the data folder, else the data folder's store, opened for this one command. */
export async function withServer<Result>(
  flags: ServerFlags,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  if (flags.server !== undefined) return useConnection(await connectTo(flags), use);
  const dataFolder = findDataFolder(process.env, process.cwd());
  const { token } = openToken(dataFolder);
  const running = await connectToRunning(join(dataFolder, 'kv'), token);
  if (running) return useConnection(running, use);
  const store = await borrowStore(dataFolder);
  try {
    return await useConnection(await NodeConnection.open(store.server.address, withToken(token)), use);
  } finally {
    await store.close();
  }
}

function borrowStore(dataFolder: string): Promise<RunningStore> {
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  return startStore({
    dataFolder,
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    random: systemRandom,
    log,
  });
}

async function connectToRunning(storeFolder: string, token: string): Promise<NodeConnection | undefined> {
  const address = readServerAddress(storeFolder);
  if (address === undefined) return undefined;
  try {
    return await NodeConnection.open(address, withToken(token));
  } catch (error) {
    // Of a server that was killed: its store is free again.
    if (error instanceof ConnectionLost) return undefined;
    throw error;
  }
}

async function connectTo({ server = '', user, passwordFile }: ServerFlags): Promise<NodeConnection> {
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

async function useConnection<Result>(
  connection: NodeConnection,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const call: Client['call'] = async (...command) => {
    const reply = await connection.command(...command);
    if (reply instanceof ReplyError) throw asAppError(reply);
    return reply;
  };
  try {
    return await use({
      connection,
      call,
      ask: async (...command) => JSON.parse(String(await call(...command))),
    });
  } finally {
    connection.close();
  }
}

/** `DATASET_MISSING there is no dataset x (There are: y.)`, as the server writes it. */
function asAppError({ message }: ReplyError): AppError {
  const [, code = 'ERR', text = message, hint] = /^([A-Z_]+) (.*?)(?: \(([^()]*)\))?$/s.exec(message) ?? [];
  return new AppError(code, text, { ...(hint === undefined ? {} : { hint }) });
}
