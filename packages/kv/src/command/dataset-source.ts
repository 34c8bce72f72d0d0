import type { Dataset } from '../dataset/dataset.ts';
import type { LeaderControl } from './leader-control.ts';
import type { ReplicaControl } from './replica-control.ts';
import type { StoreControl } from './store-control.ts';

export interface StoreStats {
  /** Of all datasets together; 0: no limit. */
  readonly memoryBytesMax: number;
  /** Live datasets keep a log. */
  readonly isLogged: boolean;
  /** Seconds since 1970 of the last snapshot; 0: none yet. */
  readonly lastSaveS: number;
  readonly isSaving: boolean;
  /** Entries of all datasets that gave room to others since they were opened. */
  readonly evictedKeys: number;
}

export interface Reader {
  readonly user: string;
  /** Where a connection stands among all, 0 ≤ place < 100: a share of them may be shown another version. */
  readonly place: number;
}

/** As much of the store as commands need. */
export interface DatasetSource {
  /** Data is still being read from disk; commands on it answer LOADING. */
  readonly isLoading: boolean;
  names(): readonly string[];
  /** Cheap: asked for each chunk of requests, so that a new version is met at once and never in the middle of one. */
  find(name: string, reader: Reader): Dataset | undefined;
  /** For users who have no default of their own. */
  readonly defaultDataset: string | undefined;
  stats(): StoreStats;
  /** Makes a snapshot of every live dataset; rejects when one could not be written. */
  save?(): Promise<void>;
  /** For servers that follow this one. */
  readonly leader?: LeaderControl;
  /** Where this server follows another one, which alone may be written. */
  readonly replica?: ReplicaControl | undefined;
  /** For commands that administer the store. */
  readonly control?: StoreControl;
}
