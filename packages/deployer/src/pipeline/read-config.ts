import type { Locate, PlacedProblem } from './problem.ts';

/** What a config says, not checked yet, and where in its file it says so; or why it cannot be read. */
export type ReadConfig =
  | { readonly value: unknown; readonly locate: Locate }
  | { readonly problems: readonly Omit<PlacedProblem, 'path'>[] };
