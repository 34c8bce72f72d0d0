import type { Replica } from '@oremill/types';

/** As much of a follower as its administrator's commands need. */
export interface ReplicaControl {
  status(): Replica;
  /** Follows nobody any more: what is here can be written from now on. */
  promote(): Promise<void>;
}
