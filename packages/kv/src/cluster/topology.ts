import { kvError } from '@oremill/types';
import type { Address } from '../client/access.ts';
import { listOf, type Reply, textOf } from '../client/reply.ts';
import { SLOT_COUNT } from '../client/slot.ts';
import { formatSlots, type SlotRange, slotRanges } from './slot-set.ts';

/** A master, as the cluster describes it. */
export interface ClusterNode extends Address {
  readonly id: string;
  /** Those that are not known to have failed. */
  readonly replicas: readonly Address[];
  readonly slots: readonly SlotRange[];
}

export interface Topology {
  readonly masters: readonly ClusterNode[];
  /** Slot → index into `masters`, or NO_OWNER. */
  readonly owners: Uint16Array;
}

export const NO_OWNER = 0xffff;

/** Reads the answer to CLUSTER SHARDS (Redis 7); `asked` stands for a node that knows no name of its own. */
export function parseShards(reply: Reply, asked: Address, isTls: boolean): Topology {
  return makeTopology(
    listOf(reply).flatMap((shard) => {
      const fields = mapOf(shard);
      const nodes = listOf(fields.get('nodes')).map(mapOf);
      const isUp = (node: Map<string, Reply>) => textOf(node.get('health')) === 'online';
      const masters = nodes.filter((node) => textOf(node.get('role')) === 'master');
      const master = masters.find(isUp) ?? masters[0];
      if (!master) return [];
      const addressIn = (node: Map<string, Reply>): Address => ({
        host: hostOf(node.get('endpoint'), node.get('ip'), asked),
        port: Number((isTls ? node.get('tls-port') : undefined) ?? node.get('port') ?? asked.port),
      });
      const replicas = nodes.filter((node) => node !== master && isUp(node)).map(addressIn);
      const slots = pairsOf(listOf(fields.get('slots')));
      return [{ ...addressIn(master), id: textOf(master.get('id')), replicas, slots }];
    }),
  );
}

/** Reads the answer to CLUSTER SLOTS, which older servers know as well. */
export function parseSlots(reply: Reply, asked: Address): Topology {
  const nodes = new Map<string, ClusterNode>();
  for (const range of listOf(reply)) {
    const [first, last, ...replicated] = listOf(range);
    const [master, ...replicas] = replicated.map((node) => {
      const [host, port, id] = listOf(node);
      return { host: hostOf(host, undefined, asked), port: Number(port), id: textOf(id) };
    });
    if (!master) continue;
    const slots: SlotRange = [Number(first), Number(last)];
    const known = nodes.get(master.id);
    nodes.set(master.id, { ...master, replicas, slots: [...(known?.slots ?? []), slots] });
  }
  return makeTopology([...nodes.values()]);
}

function makeTopology(nodes: readonly ClusterNode[]): Topology {
  const masters = nodes.filter(({ slots }) => slots.length > 0);
  const owners = new Uint16Array(SLOT_COUNT).fill(NO_OWNER);
  for (const [index, { slots }] of masters.entries())
    for (const [first, last] of slots) owners.fill(index, first, last + 1);
  return { masters, owners };
}

/** Throws unless every slot has a node. */
export function checkCovered({ owners }: Topology): void {
  const missing = slotRanges((slot) => owners[slot] === NO_OWNER);
  if (missing.length === 0) return;
  throw kvError('CLUSTER_INVALID', `no node serves the slots ${formatSlots(missing)}`, {
    hint: 'Assign them (CLUSTER ADDSLOTSRANGE), or wait until the cluster has repaired itself.',
  });
}

export function ownerOf({ masters, owners }: Topology, slot: number): ClusterNode | undefined {
  return masters[owners[slot] as number];
}

function hostOf(endpoint: Reply | undefined, ip: Reply | undefined, asked: Address): string {
  const known = [textOf(endpoint), textOf(ip)].find((text) => text !== '' && text !== '?');
  return known ?? asked.host;
}

function mapOf(reply: Reply): Map<string, Reply> {
  const list = listOf(reply);
  const fields = new Map<string, Reply>();
  for (let at = 0; at + 1 < list.length; at += 2) fields.set(textOf(list[at]), list[at + 1] as Reply);
  return fields;
}

function pairsOf(list: readonly Reply[]): SlotRange[] {
  const ranges: SlotRange[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) ranges.push([Number(list[at]), Number(list[at + 1])]);
  return ranges;
}
