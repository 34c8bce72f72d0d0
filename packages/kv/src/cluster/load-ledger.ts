import { SLOT_COUNT } from '../client/slot.ts';
import { type SlotRange, type SlotSet, slotRanges, slotSet } from './slot-set.ts';

/** What is still to be sent of a stretch: everything, these slots, or nothing. */
type Missing = 'all' | SlotSet | undefined;

export interface Claim {
  readonly id: number;
  /** Undefined: all. */
  readonly slots: readonly SlotRange[] | undefined;
}

/** Which stretches are done, and what of them was lost again with a node that kept it in memory alone. */
export class LoadLedger {
  readonly #missing: Missing[];
  readonly #running = new Map<number, Missing>();
  /** Below it nothing is missing, or it is running. */
  #next = 0;

  constructor(count: number) {
    this.#missing = Array.from({ length: count }, () => 'all');
  }

  get isDone(): boolean {
    return this.#running.size === 0 && this.#missing.every((missing) => missing === undefined);
  }

  /** A stretch to send now; undefined when all are done or under way. */
  claim(): Claim | undefined {
    for (; this.#next < this.#missing.length; this.#next += 1) {
      const id = this.#next;
      const missing = this.#missing[id];
      if (missing === undefined || this.#running.has(id)) continue;
      this.#running.set(id, missing);
      this.#missing[id] = undefined;
      return { id, slots: missing === 'all' ? undefined : rangesOf(missing) };
    }
    return undefined;
  }

  /** Returns what is missing of it nevertheless: slots that were lost while it was under way. */
  done(id: number): readonly SlotRange[] {
    this.#running.delete(id);
    const missing = this.#missing[id];
    if (missing === undefined || missing === 'all') return [];
    this.#next = Math.min(this.#next, id);
    return rangesOf(missing);
  }

  /** A node has lost what it had of these slots: of each stretch that is done or under way they are sent again. Returns whether there is any. */
  lost(ranges: readonly SlotRange[]): boolean {
    const slots = slotSet(ranges);
    let isAny = false;
    for (const [id, missing] of this.#missing.entries()) {
      if (missing === 'all') continue;
      this.#missing[id] = missing === undefined ? slots : union(missing, slots);
      isAny = true;
    }
    this.#next = 0;
    return isAny;
  }

  /** As a journal says: done, but for these slots. */
  restore(id: number, missing: readonly SlotRange[]): void {
    this.#missing[id] = missing.length === 0 ? undefined : slotSet(missing);
    this.#next = 0;
  }
}

function union(one: SlotSet, other: SlotSet): SlotSet {
  const both = new Uint8Array(SLOT_COUNT);
  for (let slot = 0; slot < SLOT_COUNT; slot += 1)
    both[slot] = (one[slot] as number) | (other[slot] as number);
  return both;
}

function rangesOf(slots: SlotSet): SlotRange[] {
  return slotRanges((slot) => slots[slot] === 1);
}
