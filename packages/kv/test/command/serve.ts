import type { Clock } from '@oremill/runtime';
import { seededRandom, systemClock } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { afterEach } from 'vitest';
import type { DatasetSource } from '../../src/command/dataset-source.ts';
import type { ServerLimits, User } from '../../src/config.ts';
import type { ListenPlace } from '../../src/connection/listener.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { type RespServer, type ServerOptions, startServer } from '../../src/server.ts';
import { RawClient } from '../connection/raw-client.ts';
import { MapDataset } from './map-dataset.ts';

/** Everybody, without a password, may do everything. */
export const OPEN_TO_ALL: User = { name: 'default', datasets: ['*'], verbs: ['read', 'write', 'admin'] };

const LOOPBACK = { host: '127.0.0.1', port: 0 };

export interface Served {
  readonly server: RespServer;
  /** The dataset `main`, which clients begin with. */
  readonly main: MapDataset;
  readonly log: string[];
  readonly connect: () => Promise<RawClient>;
}

export interface ServeOptions {
  readonly datasets?: readonly Dataset[];
  readonly users?: readonly User[];
  readonly limits?: Partial<ServerLimits>;
  readonly clock?: Clock;
  readonly listen?: ListenPlace;
  readonly tls?: ServerOptions['tls'];
  readonly cluster?: ServerOptions['cluster'];
  readonly source?: Partial<DatasetSource>;
}

/** A server of its own for each call, closed after the test with the clients that were opened through it. */
export function useServer(): (options?: ServeOptions) => Promise<Served> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  return async (options = {}) => {
    const { clock = systemClock, listen = LOOPBACK } = options;
    const log: string[] = [];
    const main = new MapDataset('main', { nowMs: () => clock.nowMs() });
    const datasets = new Map<string, Dataset>();
    for (const dataset of [main, ...(options.datasets ?? [])]) datasets.set(dataset.name, dataset);
    const server = await startServer({
      store: { ...sourceOf(datasets), ...options.source },
      users: options.users ?? [OPEN_TO_ALL],
      listen,
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
      limits: options.limits ?? {},
      clock,
      random: seededRandom(1),
      log: createLog('info', { write: (line: string) => void log.push(line) }),
    });
    closers.push(() => server.close());
    return {
      server,
      main,
      log,
      connect: async () => {
        const client = await RawClient.open(server.address);
        closers.push(() => client.close());
        return client;
      },
    };
  };
}

function sourceOf(datasets: ReadonlyMap<string, Dataset>): DatasetSource {
  return {
    isLoading: false,
    names: () => [...datasets.keys()],
    find: (name) => datasets.get(name),
    defaultDataset: 'main',
    stats: () => ({ memoryBytesMax: 0, isLogged: false, lastSaveS: 0, isSaving: false, evictedKeys: 0 }),
  };
}
