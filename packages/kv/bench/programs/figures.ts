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

export type WayToHold = 'loaded' | 'written' | 'written, in order' | 'sealed' | 'sealed, in order';

export interface HoldOptions {
  readonly file: string;
  readonly way: WayToHold;
  /** Images are here. */
  readonly folder: string;
  /** Another process built the image, so that what that took is not counted. */
  readonly isBuilt?: boolean;
  readonly keysPath: string;
}

export interface HeldFigures {
  readonly residentBytes: number;
  /** Of what the table says that it took. */
  readonly beyondBytes: number;
  readonly memory: TableMemory;
  readonly content: PairsContent;
}

export interface OpenFileOptions {
  readonly path: string;
  readonly way: 'table' | 'unchecked table' | 'buffer' | 'shared memory';
}

export interface OpenedFigures {
  readonly seconds: number;
  readonly bytes: number;
  /** Of all bytes of the file, as they are in memory. */
  readonly crc: number;
}
