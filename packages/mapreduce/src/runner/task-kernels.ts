import { KernelMemory, Projector } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import type { JobDefinition } from '../job/define-job.ts';

/** The memory that the tasks of a worker use in turn, and the parsers that outlast them. */
export interface TaskKernels {
  readonly memory: KernelMemory;
  /** By step; undefined where records are not declared JSON. */
  readonly projectors: readonly (Projector<unknown> | undefined)[];
  /** Gives back what the last task had. */
  readonly reset: () => void;
}

/** Room for the plans and tapes of projectors, and for what aligning regions takes. */
const SPARE_BYTES = 8 * 2 ** 20;

export function openKernels(job: JobDefinition, limits: Limits): TaskKernels {
  const memory = new KernelMemory(SPARE_BYTES + limits.chunkBytes + limits.arenaBytes);
  const projectors = job.steps.map(({ input }) =>
    input.kind === 'json' ? new Projector(input.projection, memory) : undefined,
  );
  const mark = memory.used;
  return { memory, projectors, reset: () => memory.reset(mark) };
}
