import { SLOT_COUNT } from '../client/slot.ts';
import type { Pairs } from './lines.ts';
import type { SlotSet } from './slot-set.ts';
import { type ClusterNode, NO_OWNER, type Topology } from './topology.ts';

/** Pairs of one node: slot after slot, and within each as they came. */
export interface NodePairs {
  readonly node: ClusterNode;
  readonly order: Uint32Array;
}

export interface GroupedPairs {
  readonly groups: readonly NodePairs[];
  /** Those whose slot has no node at present. */
  readonly orphans: Uint32Array;
}

/** Divides a block's pairs, or some of them, by the masters that have their slots: a counting sort. */
export function groupPairs(
  { slots, count }: Pairs,
  { masters, owners }: Topology,
  { only, chosen }: { readonly only?: Uint32Array; readonly chosen?: SlotSet | undefined } = {},
): GroupedPairs {
  const total = only?.length ?? count;
  const sizes = new Uint32Array(SLOT_COUNT);
  for (let at = 0; at < total; at += 1) {
    const slot = slots[only ? (only[at] as number) : at] as number;
    sizes[slot] = (sizes[slot] as number) + 1;
  }
  if (chosen) for (let slot = 0; slot < SLOT_COUNT; slot += 1) if (chosen[slot] === 0) sizes[slot] = 0;

  // One group more, for slots without a node.
  const groupOf = (slot: number) => (owners[slot] === NO_OWNER ? masters.length : (owners[slot] as number));
  const ends = new Uint32Array(masters.length + 1);
  for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
    const group = groupOf(slot);
    ends[group] = (ends[group] as number) + (sizes[slot] as number);
  }
  let sum = 0;
  const starts = ends.map((size) => {
    sum += size;
    return sum - size;
  });
  ends.set(starts);
  const places = new Uint32Array(SLOT_COUNT);
  for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
    const group = groupOf(slot);
    places[slot] = ends[group] as number;
    ends[group] = (ends[group] as number) + (sizes[slot] as number);
  }

  const order = new Uint32Array(sum);
  for (let at = 0; at < total; at += 1) {
    const index = only ? (only[at] as number) : at;
    const slot = slots[index] as number;
    if (chosen && chosen[slot] === 0) continue;
    const place = places[slot] as number;
    order[place] = index;
    places[slot] = place + 1;
  }
  const part = (group: number) => order.subarray(starts[group], ends[group]);
  const groups = masters.map((node, group) => ({ node, order: part(group) }));
  return { groups: groups.filter((each) => each.order.length > 0), orphans: part(masters.length) };
}
