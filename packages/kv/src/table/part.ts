/** One of the tables or images of a dataset: it has the keys whose hashes are in its range. */
export interface Part {
  /** From 0. */
  readonly part: number;
  /** So many there are. */
  readonly parts: number;
}

/** All that there is. */
export const WHOLE: Part = { part: 0, parts: 1 };
export const PARTS_MAX = 256;

/** Behind the last place in the order of hashes. */
export const PLACES = 2 ** 32;

/** The part that has the keys of this place in the order of hashes. */
export function partOfPlace(place: number, parts: number): number {
  return Math.floor((Math.floor(place) * parts) / PLACES);
}

/**
 * A place in the order of a whole dataset, as a part counts places; 0 when it is before the part. A place is the upper
 * half of a hash, and more of it behind the point where entries share that.
 */
export function placeWithin(place: number, { part, parts }: Part): number {
  const prefix = Math.floor(place);
  return Math.max(0, prefix * parts - part * PLACES + (place - prefix));
}

/** The reverse: the first place of the whole that is not before that place of the part. */
export function placeInAll(place: number, { part, parts }: Part): number {
  const prefix = Math.floor(place);
  const inAll = (part * PLACES + prefix) / parts;
  return Number.isInteger(inAll) ? inAll + (place - prefix) : Math.ceil(inAll);
}
