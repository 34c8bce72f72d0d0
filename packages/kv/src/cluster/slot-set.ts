import { SLOT_COUNT } from '../client/slot.ts';

/** First and last slot, both within. */
export type SlotRange = readonly [first: number, last: number];

/** One byte a slot: 1 when it is in the set. */
export type SlotSet = Uint8Array;

export function slotSet(ranges: readonly SlotRange[]): SlotSet {
  const slots = new Uint8Array(SLOT_COUNT);
  for (const [first, last] of ranges) slots.fill(1, first, last + 1);
  return slots;
}

export function slotRanges(has: (slot: number) => boolean): SlotRange[] {
  const ranges: SlotRange[] = [];
  for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
    if (!has(slot)) continue;
    const first = slot;
    while (slot + 1 < SLOT_COUNT && has(slot + 1)) slot += 1;
    ranges.push([first, slot]);
  }
  return ranges;
}

/** `0-5460, 9000`: for people. */
export function formatSlots(ranges: readonly SlotRange[]): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
