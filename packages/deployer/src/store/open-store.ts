import { join } from 'node:path';
import type { Clock, Logger } from '@oremill/runtime';
import { type Artifacts, openArtifacts } from './artifacts.ts';
import { type Caches, openCaches } from './caches.ts';
import type { StoreLimits } from './limits.ts';
import { type Logs, openLogs } from './logs.ts';

/** What steps leave on this machine. */
export interface Store {
  readonly logs: Logs;
  readonly artifacts: Artifacts;
  readonly caches: Caches;
}

export interface StoreOptions {
  /** Of the deployer on this machine; engines of one machine share it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: StoreLimits;
}

export function openStore({ clock, folder, limits, log }: StoreOptions): Store {
  const { archiveBytesMax } = limits;
  return {
    logs: openLogs({
      folder: join(folder, 'logs'),
      log,
      nowMs: () => clock.nowMs(),
      stepBytesMax: limits.stepLogBytesMax,
    }),
    artifacts: openArtifacts({ folder: join(folder, 'artifacts'), clock, archiveBytesMax }),
    caches: openCaches({ folder: join(folder, 'caches'), clock, archiveBytesMax }),
  };
}
