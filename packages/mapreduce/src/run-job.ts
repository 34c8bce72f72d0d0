import type { Clock, Random } from '@oremill/runtime';
import type { Execution, Runner } from '@oremill/types';

export interface RunJobOptions {
  /** Path or URL of a module whose default export is `defineJob(…)`. */
  readonly job: URL | string;
  /** Files, globs and folders; `-` is stdin. */
  readonly inputs: readonly string[];
  /** Folder that must not exist yet; the folder that holds it must. */
  readonly output: string;
  readonly runner?: Runner | undefined;
  readonly workers?: number | undefined;
  /** Reducers, and so parts. The same number gives the same parts, whatever the runner and the workers. */
  readonly partitions?: number | undefined;
  /** Fail when more records than this are skipped. */
  readonly skipLimit?: number | undefined;
  readonly executionId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called on each change of state or phase, and in between at most ten times a second. */
  readonly onProgress?: ((execution: Execution) => void) | undefined;
}

/** What the conductor takes from outside. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
}

/** Resolves only when the output is published; else rejects with the AppError that the stored state also holds. */
export declare function runJob(options: RunJobOptions, world?: Partial<World>): Promise<Execution>;
