import type { Content } from '../harness/bench.ts';

export const waysToGet = [
  'Map, from a string',
  'Map, from a string that it was asked for before',
  'table, from bytes',
  'table, from a string',
  'table, 64 at once',
  'sealed table, from bytes',
  'sealed table, from a string',
  'sealed table, 64 at once',
  'sealed table in three parts, from bytes',
  'sealed table in three parts, 64 at once',
] as const;
export type WayToGet = (typeof waysToGet)[number];

export interface GetsOptions {
  readonly file: string;
  /** For an image. */
  readonly folder: string;
  readonly pairs: number;
  readonly gets: number;
}

/** The answer to a way. */
export interface Gets {
  readonly ns: number;
  readonly content: Content;
}
