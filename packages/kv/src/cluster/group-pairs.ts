import type { Pairs } from './lines.ts';
import type { SlotSet } from './slot-set.ts';
import { type ClusterNode, NO_OWNER, type Topology } from './topology.ts';

/** Pairs of one node, in the order in which they came. */
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
  // One group more, for slots without a node; what is not chosen is in none.
  const ends = new Uint32Array(masters.length + 1);
  const groupOf = (index: number): number => {
    const slot = slots[index] as number;
    if (chosen && chosen[slot] === 0) return -1;
    const owner = owners[slot] as number;
    return owner === NO_OWNER ? masters.length : owner;
  };
  for (let at = 0; at < total; at += 1) {
    const group = groupOf(only ? (only[at] as number) : at);
    if (group !== -1) ends[group] = (ends[group] as number) + 1;
  }
  let sum = 0;
  const starts = ends.map((size) => {
    sum += size;
    return sum - size;
  });
  ends.set(starts);
  const order = new Uint32Array(sum);
  for (let at = 0; at < total; at += 1) {
    const index = only ? (only[at] as number) : at;
    const group = groupOf(index);
    if (group === -1) continue;
    const place = ends[group] as number;
    order[place] = index;
    ends[group] = place + 1;
  }
  const part = (group: number) => order.subarray(starts[group], ends[group]);
  const groups = masters.map((node, group) => ({ node, order: part(group) }));
  return { groups: groups.filter((each) => each.order.length > 0), orphans: part(masters.length) };
}
