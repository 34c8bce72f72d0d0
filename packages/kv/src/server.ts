import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock, Random } from '@oremill/runtime';
import type { Logger } from '@oremill/runtime/log';
import type { Client } from './command/clients.ts';
import { CommandTable } from './command/command-table.ts';
import { commands } from './command/commands.ts';
import type { DatasetSource } from './command/dataset-source.ts';
import { Executor } from './command/execute.ts';
import { HotKeys } from './command/hot-keys.ts';
import { newCounters, type ServerState } from './command/server-state.ts';
import { type ServerStats, statsOf } from './command/server-stats.ts';
import { Session } from './command/session.ts';
import { SlowLog } from './command/slow-log.ts';
import { Users } from './command/users.ts';
import { type ClusterIdentity, type ServerLimits, serverLimitsSchema, type User } from './config.ts';
import { Connection } from './connection/connection.ts';
import type { ConnectionHost } from './connection/connection-host.ts';
import { type ListenPlace, listen, placeOf, showPlace, type TlsOptions } from './connection/listener.ts';
import { Turn } from './connection/turn.ts';
import { RequestParser } from './protocol/parse-request.ts';
import { ReplyBuffer } from './protocol/reply-buffer.ts';

/** As in Redis: nobody needs more to sign in. */
const STRANGER_ARGUMENTS_MAX = 10;
const STRANGER_VALUE_BYTES_MAX = 16 * 1024;

const SLOW_MICROSECONDS = 10_000;
const SLOW_LOG_MAX = 128;
/** What connections are given to take their last replies when the server closes. */
const CLOSE_MS = 1_000;

export type { ServerStats };

export interface ServerOptions<Place extends ListenPlace = ListenPlace> {
  readonly store: DatasetSource;
  /** Who may sign in. A user `default` without password is who everybody is at first. */
  readonly users: readonly User[];
  readonly listen: Place;
  readonly tls?: TlsOptions;
  readonly cluster?: ClusterIdentity;
  readonly limits?: Partial<ServerLimits>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export interface RespServer<Place extends ListenPlace = ListenPlace> {
  /** With the port that was free. */
  readonly address: Place;
  connections(): readonly Client[];
  stats(): ServerStats;
  /** Stops listening, answers what has been received, and ends. */
  close(): Promise<void>;
}

/** Serves datasets by RESP2 and RESP3: connection → protocol → command → dataset. */
export async function startServer<Place extends ListenPlace>(
  options: ServerOptions<Place>,
): Promise<RespServer<Place>> {
  const { clock, random, log } = options;
  const limits = serverLimitsSchema.parse(options.limits ?? {});
  const connections = new Set<Connection>();
  const table = new CommandTable(commands);
  const counters = newCounters();
  const users = new Users(options.users);
  let nextId = 1;
  let port = 0;

  const server: ServerState = {
    source: options.store,
    users,
    clients: {
      get count() {
        return connections.size;
      },
      all: () => connections,
    },
    commands: table,
    cluster: options.cluster,
    limits,
    settings: {
      slowLogMicroseconds: SLOW_MICROSECONDS,
      slowLogMax: SLOW_LOG_MAX,
      idleMsMax: limits.idleMsMax,
    },
    counters,
    slowLog: new SlowLog(),
    hotKeys: new HotKeys(random),
    clock,
    random,
    startedAtMs: clock.nowMs(),
    runId: randomBytes(20).toString('hex'),
    get port() {
      return port;
    },
  };
  const parser = new RequestParser();
  const reply = new ReplyBuffer(limits.outputBytesMax);
  const host: ConnectionHost = {
    server,
    reply,
    turn: new Turn(),
    parser,
    executor: new Executor({
      request: parser,
      reply,
      server,
      table,
      session: newSession('', ''),
      reportDefect: (error) => log.error({ err: error }, 'a command failed'),
    }),
    strangerLimits: {
      ...limits,
      requestArgumentsMax: STRANGER_ARGUMENTS_MAX,
      valueBytesMax: Math.min(STRANGER_VALUE_BYTES_MAX, limits.valueBytesMax),
    },
    log,
    forget: (connection) => connections.delete(connection),
  };

  const listener = await listen(options.listen, options.tls, accept);
  const address = placeOf(listener) as Place;
  if ('port' in address) port = address.port;
  const place = showPlace(address);
  const sweeper = setInterval(sweep, limits.sweepMs);
  sweeper.unref();
  log.info({ address: place, tls: options.tls !== undefined }, 'serving RESP');

  return {
    address,
    connections: () => [...connections],
    stats: () => statsOf(server),
    close,
  };

  function accept(socket: Socket): void {
    if (connections.size >= limits.connectionsMax) {
      counters.refusedConnections++;
      refuse(socket);
      return;
    }
    counters.connections++;
    const session = newSession(remoteOf(socket), localOf(socket));
    if (users.open !== undefined) {
      session.signIn(users.open, users.open.defaultDataset ?? options.store.defaultDataset);
    }
    connections.add(new Connection(socket, session, host, options.tls !== undefined));
  }

  function newSession(address: string, localAddress: string): Session {
    return new Session({ id: nextId++, address, localAddress, connectedAtMs: clock.nowMs() });
  }

  function remoteOf({ remoteAddress, remotePort }: Socket): string {
    return remoteAddress === undefined ? `${place}:0` : `${remoteAddress}:${remotePort}`;
  }

  function localOf({ localAddress, localPort }: Socket): string {
    return localAddress === undefined ? `${place}:0` : `${localAddress}:${localPort}`;
  }

  function sweep(): void {
    const nowMs = clock.monotonicMs();
    for (const connection of connections) connection.sweep(nowMs);
  }

  async function close(): Promise<void> {
    clearInterval(sweeper);
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
    for (const connection of connections) connection.close();
    const patience = setTimeout(() => {
      for (const connection of connections) connection.kill();
    }, CLOSE_MS);
    await closed;
    clearTimeout(patience);
  }
}

/** The words are the ones that clients know. A client that does not take them is not waited for. */
function refuse(socket: Socket): void {
  socket.on('error', () => {});
  socket.end('-ERR max number of clients reached\r\n', () => socket.destroy());
  socket.setTimeout(CLOSE_MS, () => socket.destroy());
}
