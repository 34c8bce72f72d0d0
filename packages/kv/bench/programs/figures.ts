import type { TableMemory } from '../../src/table/entries.ts';
import type { PairsContent } from '../harness/content.ts';

export interface LoadTableOptions {
  readonly file: string;
  readonly workers: number;
  /** Into new memory; into memory that another load touched before; into new memory, and the workers are not started yet. */
  readonly way: 'new' | 'touched' | 'unstarted';
  readonly keysPath: string;
}

export interface LoadedFigures {
  readonly seconds: number;
  readonly residentBytes: number;
  readonly content: PairsContent;
  readonly memory: TableMemory;
}

/** What the loaders of the peers print. */
export interface PeerFigures {
  readonly seconds: number;
  readonly residentBytes: number;
  readonly pairs: number;
  readonly valueBytes: number;
  readonly sample: string;
}
