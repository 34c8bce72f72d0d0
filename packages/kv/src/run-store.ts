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
import { datasetSourceOf } from './dataset-source-of.ts';
import { type RespServer, startServer } from './server.ts';
import { removeServerAddress, writeServerAddress } from './server-address.ts';
import { Store } from './store.ts';

export interface RunStoreOptions {
  /** The store is in its folder `kv`, the password of the user `default` in its file `token`. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Besides `default`, who may do everything. */
  readonly users?: readonly User[];
  readonly workers?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** A store that is open and served. */
export interface RunningStore {
  readonly store: Store;
  readonly startedAtMs: number;
  readonly server: RespServer<{ readonly host: string; readonly port: number }>;
  close(): Promise<void>;
}

/** Opens the store of a data folder and serves it over RESP. */
export async function startStore(options: RunStoreOptions): Promise<RunningStore> {
  const { dataFolder, host, port, users = [], clock, random, log } = options;
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
      verbs: ['read', 'write', 'admin'],
    };
    const server = await lifecycle.start(
      'server',
      () =>
        startServer({
          store: datasetSourceOf(store),
          users: [administrator, ...users],
          listen: { host, port },
          clock,
          random,
          log,
        }),
      (started) => started.close(),
    );
    await lifecycle.start(
      'address',
      async () =>
        writeServerAddress(folder, {
          ...server.address,
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
