/** Segments are taken from the free ones, else from memory that grows; given back, they are used again. */
import {
  AGE,
  DEAD,
  FREE,
  FREE_COUNT,
  FREE_FROM,
  LARGE_REST,
  NEXT_AGE,
  NONE,
  PAGE_BITS,
  RUN,
  SEGMENTS,
  SEGMENT_BITS,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SEGMENT_COUNT_MAX,
  STATE,
  USED,
} from './layout.as';

/** Memory grows by this part of itself, so that a large one grows seldom, and by so many segments at most. */
const GROWTH_SHIFT: u32 = 6;
const GROWTH_MOST: u32 = 16;

// @ts-ignore: decorator
@inline
export function fieldsOf(segment: u32): usize {
  return SEGMENTS + (segment << 4);
}

// @ts-ignore: decorator
@inline
export function startOf(segment: u32): usize {
  return (segment + 1) << SEGMENT_BITS;
}

// @ts-ignore: decorator
@inline
export function segmentOf(address: usize): u32 {
  return ((address as u32) >> SEGMENT_BITS) - 1;
}

/** Segments that can still be taken. */
export function available(): u32 {
  return load<u32>(FREE_COUNT) + load<u32>(SEGMENT_COUNT_MAX) - load<u32>(SEGMENT_COUNT);
}

/** The first of `run` segments side by side; NONE unless `spare` more could be taken after them. */
export function takeSegments(run: u32, state: u8, spare: u32): u32 {
  if (available() < run + spare) return NONE;
  let first = load<u32>(FREE_COUNT) < run ? NONE : freeRun(run);
  if (first == NONE) first = growBy(run);
  if (first == NONE) return NONE;
  for (let segment = first; segment < first + run; ++segment) {
    const fields = fieldsOf(segment);
    store<u32>(fields, 0, USED);
    store<u32>(fields, 0, DEAD);
    store<u32>(fields, load<u32>(NEXT_AGE), AGE);
    store<u16>(fields, segment == first ? run as u16 : 1, RUN);
    store<u8>(fields, segment == first ? state : LARGE_REST, STATE);
  }
  store<u32>(NEXT_AGE, load<u32>(NEXT_AGE) + 1);
  store<u32>(FREE_COUNT, load<u32>(FREE_COUNT) - run);
  if (first == load<u32>(FREE_FROM)) store<u32>(FREE_FROM, first + run);
  return first;
}

export function giveBack(first: u32): void {
  const run = load<u16>(fieldsOf(first), RUN) as u32;
  for (let segment = first; segment < first + run; ++segment) {
    const fields = fieldsOf(segment);
    store<u32>(fields, 0, USED);
    store<u32>(fields, 0, DEAD);
    store<u16>(fields, 1, RUN);
    store<u8>(fields, FREE, STATE);
  }
  store<u32>(FREE_COUNT, load<u32>(FREE_COUNT) + run);
  if (first < load<u32>(FREE_FROM)) store<u32>(FREE_FROM, first);
}

function freeRun(run: u32): u32 {
  const count = load<u32>(SEGMENT_COUNT);
  let length: u32 = 0;
  for (let segment = load<u32>(FREE_FROM); segment < count; ++segment) {
    if (load<u8>(fieldsOf(segment), STATE) != FREE) {
      length = 0;
      continue;
    }
    if (++length == run) {
      if (run == 1) store<u32>(FREE_FROM, segment);
      return segment + 1 - run;
    }
  }
  return NONE;
}

/** Makes the memory longer until it ends with `run` free segments; the first of these. */
function growBy(run: u32): u32 {
  const count = load<u32>(SEGMENT_COUNT);
  const room = load<u32>(SEGMENT_COUNT_MAX) - count;
  let free: u32 = 0;
  while (free < run && free < count && load<u8>(fieldsOf(count - 1 - free), STATE) == FREE) ++free;
  const needed = run - free;
  if (needed > room) return NONE;
  const generous = min(min(count >> GROWTH_SHIFT, GROWTH_MOST), room);
  if (!(generous > needed && grow(generous)) && !grow(needed)) return NONE;
  return count - free;
}

function grow(segments: u32): bool {
  if (memory.grow(segments << (SEGMENT_BITS - PAGE_BITS)) == -1) return false;
  const count = load<u32>(SEGMENT_COUNT);
  memory.fill(fieldsOf(count), 0, segments << 4);
  for (let segment = count; segment < count + segments; ++segment) store<u16>(fieldsOf(segment), 1, RUN);
  store<u32>(SEGMENT_COUNT, count + segments);
  store<u32>(FREE_COUNT, load<u32>(FREE_COUNT) + segments);
  return true;
}
