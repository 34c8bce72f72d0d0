import { join } from 'node:path';
import {
  type Clock,
  createLifecycle,
  type Logger,
  openToken,
  processIdentity,
  type Random,
} from '@oremill/runtime';
import { hashToken } from './command/passwords.ts';
import type { User } from './config.ts';
import type { TlsOptions } from './connection/listener.ts';
import { datasetSourceOf } from './dataset-source-of.ts';
import type { ReplicaOf } from './replica/replica-of.ts';
import { type RespServer, startServer } from './server.ts';
import { removeServerAddress, writeServerAddress } from './server-address.ts';
import { Store } from './store.ts';
import { readUsers } from './users-file.ts';

export interface RunStoreOptions {
  /** The store is in its folder `kv`, the password of the user `default` in its file `token`. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Encrypts what goes over `host` and `port`; commands of this machine then have a port of their own on loopback. */
  readonly tls?: TlsOptions | undefined;
  readonly workers?: number;
  /** Another server that this one follows. */
  readonly replicaOf?: ReplicaOf | undefined;
  /** Tells commands of this machine where it listens; true unless told otherwise. */
  readonly isAdvertised?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

const LOOPBACK = '127.0.0.1';

/** A store that is open and served. */
export interface RunningStore {
  readonly store: Store;
  readonly startedAtMs: number;
  readonly server: RespServer<{ readonly host: string; readonly port: number }>;
  close(): Promise<void>;
}

/** Opens the store of a data folder and serves it over RESP. */
export async function startStore(options: RunStoreOptions): Promise<RunningStore> {
  const { dataFolder, host, port, tls, clock, random, log } = options;
  const folder = join(dataFolder, 'kv');
  const lifecycle = createLifecycle((part, error) => log.error({ part, err: error }, 'failed to close'));
  try {
    const store = await lifecycle.start(
      'store',
      () => Store.open({ ...options, folder }),
      (opened) => opened.close(),
    );
    const { token } = openToken(dataFolder);
    const administrator: User = {
      name: 'default',
      password: hashToken(token),
      datasets: ['*'],
      verbs: ['read', 'write', 'admin', 'follow'],
    };
    const world = {
      store: datasetSourceOf(store),
      users: [administrator, ...readUsers(folder)],
      clock,
      random,
      log,
    };
    const serve = (name: string, place: { listen: { host: string; port: number }; tls?: TlsOptions }) =>
      lifecycle.start(
        name,
        () => startServer({ ...world, ...place }),
        (started) => started.close(),
      );
    const listen = { host, port };
    const server = await serve('server', { listen, ...(tls ? { tls } : {}) });
    const local = tls ? await serve('local server', { listen: { host: LOOPBACK, port: 0 } }) : server;
    // Before the servers, which answer what their connections wait for.
    await lifecycle.start(
      'leader',
      async () => store.leader,
      async (leader) => leader.close(),
    );
    if (options.isAdvertised !== false)
      await lifecycle.start(
        'address',
        async () =>
          writeServerAddress(folder, {
            ...local.address,
            process: processIdentity(process.pid) ?? String(process.pid),
          }),
        async () => removeServerAddress(folder),
      );
    return { store, server, startedAtMs: clock.nowMs(), close: () => lifecycle.close() };
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}
