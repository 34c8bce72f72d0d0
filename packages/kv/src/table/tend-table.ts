import type { TableDesk } from './table-desk.ts';
import { FOUND_COUNT, STAGE } from './table-layout.ts';

/** What is done between two looks at the clock: well below a millisecond each. */
const GROUPS = 64;
const CLEANED_BYTES = 64 * 1024;
/** A segment is cleaned when a sixteenth of it is dead. */
const LEAST_DEAD_BYTES = 64 * 1024;

/** Moves, sweeps and cleans in turns until nothing is due or the time is up; keys that had expired go to `removed`. */
export function tendTable(
  { kernel, shared, clock, keepsExpired }: TableDesk,
  budgetMs: number,
  removed: Buffer[],
): void {
  const endMs = clock.monotonicMs() + budgetMs;
  let isSweeping = !keepsExpired;
  let isMoving = true;
  let isCleaning = true;
  do {
    if (isSweeping) {
      isSweeping = kernel.sweep(clock.nowMs(), GROUPS) === 0;
      takeKeys(shared.bytes, removed);
    }
    isMoving &&= kernel.tendIndex(GROUPS) !== 0;
    isCleaning &&= kernel.isCleaningDue() !== 0 && kernel.clean(CLEANED_BYTES, LEAST_DEAD_BYTES) !== 0;
  } while ((isSweeping || isMoving || isCleaning) && clock.monotonicMs() < endMs);
}

function takeKeys(bytes: Buffer, removed: Buffer[]): void {
  let at = STAGE;
  for (let left = bytes.readUInt32LE(FOUND_COUNT); left > 0; left--) {
    const end = at + 4 + bytes.readUInt32LE(at);
    removed.push(Buffer.from(bytes.subarray(at + 4, end)));
    at = (end + 3) & ~3;
  }
}
