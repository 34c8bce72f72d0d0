import { mapreduceError } from '@oremill/types';
import { type Config, coresOf, type Limits } from './config.ts';

const MIB = 2 ** 20;

/** Node itself with the engine's code, measured as the resident set of a run that does nothing. */
const PROCESS_BYTES = 96 * MIB;
/** A thread's own code, its chunk of input, buffers and garbage that waits. */
const THREAD_BYTES = 40 * MIB;
const YOUNG_BYTES_MAX = 64 * MIB;
const YOUNG_BYTES_MIN = 8 * MIB;
const ARENA_BYTES_MIN = 8 * MIB;
const PART_BYTES_MIN = 32 * MIB;

export interface MemoryPlan {
  readonly workers: number;
  readonly limits: Limits;
  /** Heap for records that die young, in each worker. */
  readonly youngBytes: number;
}

/**
 * Divides the memory of a run among its workers. Throws OPTION_INVALID when it is not enough for those asked for.
 * A worker that collects its parts has room for one beside its arena, whose pages it keeps.
 */
export function planMemory(
  { runner, workers, memoryBytes, limits }: Config,
  { collectsParts = false } = {},
): MemoryPlan {
  const left = memoryBytes - PROCESS_BYTES;
  const least = THREAD_BYTES + YOUNG_BYTES_MIN + ARENA_BYTES_MIN + (collectsParts ? PART_BYTES_MIN : 0);
  const affordable = Math.floor(left / least);
  const wanted = runner === 'inline' ? 1 : (workers ?? coresOf());
  if (affordable < 1 || (workers !== undefined && runner !== 'inline' && affordable < workers)) {
    const needed = Math.ceil((PROCESS_BYTES + least * wanted) / MIB);
    throw mapreduceError('OPTION_INVALID', `${wanted} workers need ${needed} MiB of memory`, {
      hint: `Raise --memory, or lower --workers${affordable > 0 ? ` to ${affordable}` : ''}.`,
    });
  }
  const count = Math.min(wanted, affordable);
  const share = left / count - THREAD_BYTES;
  const youngBytes = clamp(share * YOUNG_SHARE, YOUNG_BYTES_MIN, YOUNG_BYTES_MAX);
  const rest = share - youngBytes;
  const partBytes = collectsParts ? Math.max(rest * PART_SHARE, PART_BYTES_MIN) : 0;
  const arenaBytes = Math.min(limits.arenaBytes, Math.max(rest - partBytes, ARENA_BYTES_MIN));
  return {
    workers: count,
    youngBytes: Math.floor(youngBytes),
    limits: {
      ...limits,
      arenaBytes: Math.floor(arenaBytes),
      partBytes: Math.floor(Math.min(limits.partBytes, partBytes)),
      mergeBytes: Math.min(limits.mergeBytes, arenaBytes),
    },
  };
}

const YOUNG_SHARE = 0.4;
/** An arena that is smaller only spills more often; a part that is too large ends the job. */
const PART_SHARE = 0.75;

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
