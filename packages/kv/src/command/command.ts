import type { Call, Later } from './call.ts';

/** Positions of keys in the arguments, as COMMAND INFO tells them. */
export interface KeyPositions {
  readonly first: number;
  /** Negative: from the end. */
  readonly last: number;
  readonly step: number;
}

export const ONE_KEY: KeyPositions = { first: 1, last: 1, step: 1 };
export const TWO_KEYS: KeyPositions = { first: 1, last: 2, step: 1 };
export const ALL_KEYS: KeyPositions = { first: 1, last: -1, step: 1 };
export const PAIRS: KeyPositions = { first: 1, last: -1, step: 2 };

export type Group = 'string' | 'generic' | 'connection' | 'server' | 'cluster';

/** Most commands are done when they return; the others return what to wait for. */
export type Run = ((call: Call) => void) | ((call: Call) => Later | undefined);

export interface Command {
  /** Lower case. */
  readonly name: string;
  /** Arguments with the name; negative: at least so many. */
  readonly arity: number;
  /** What the user must be allowed; `none` touches no data. */
  readonly access: 'none' | 'read' | 'write' | 'admin';
  /** It works on the selected dataset. */
  readonly isOnDataset: boolean;
  /** Before signing in, too. */
  readonly isOpen?: boolean;
  readonly isFast?: boolean;
  readonly keys?: KeyPositions;
  readonly group: Group;
  /** The version of Redis that has it first; of ours, 0.1.0. */
  readonly since: string;
  readonly summary: string;
  readonly run: Run;
}
