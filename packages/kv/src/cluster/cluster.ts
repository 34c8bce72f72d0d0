import { setTimeout as wait } from 'node:timers/promises';
import { AppError, kvError } from '@oremill/types';
import { type Access, type AccessOptions, type Address, addressOf, readAccess } from '../client/access.ts';
import { ConnectionLost, NodeConnection } from '../client/connection.ts';
import { type Reply, ReplyError } from '../client/reply.ts';
import { slotOf } from '../client/slot.ts';
import { isPassing, redirectOf, refused } from './refusals.ts';
import { formatSlots } from './slot-set.ts';
import {
  type ClusterNode,
  checkCovered,
  ownerOf,
  parseShards,
  parseSlots,
  type Topology,
} from './topology.ts';

export interface ClusterOptions extends AccessOptions {
  /** How long a node may be away until its replica, or itself, has taken over. */
  readonly failoverMsMax?: number;
}

export type Part = string | Uint8Array | number;

const FAILOVER_MS_MAX = 60_000;
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 1000;
const ASKED_AT_ONCE = 4;

/** Connects to a Redis or Valkey Cluster, and reads which node has which slots. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const cluster = new Cluster(readAccess(options), options.failoverMsMax ?? FAILOVER_MS_MAX);
  try {
    checkCovered(await cluster.refresh());
  } catch (error) {
    cluster.close();
    throw error;
  }
  return cluster;
}

/** What is known of a cluster, and at most one connection to each of its nodes. */
export class Cluster {
  readonly access: Access;
  readonly failoverMsMax: number;
  readonly #connections = new Map<string, Promise<NodeConnection>>();
  #topology: Topology = { masters: [], owners: new Uint16Array() };
  #refreshing: Promise<Topology> | undefined;

  constructor(access: Access, failoverMsMax: number) {
    this.access = access;
    this.failoverMsMax = failoverMsMax;
  }

  /** As it was read last. */
  get topology(): Topology {
    return this.#topology;
  }

  /** Reads it anew: from the nodes that are known, and then from the seeds, until one answers. */
  refresh(): Promise<Topology> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** The connection to a node; a new one when there is none, or it was lost. */
  async connect(address: Address): Promise<NodeConnection> {
    const name = addressOf(address);
    const open = this.#connections.get(name);
    const connection = await open;
    if (connection && !connection.isLost) return connection;
    // Another caller may have begun to connect while we looked.
    if (this.#connections.get(name) === open) this.#connections.set(name, this.#open(address, name));
    return this.connect(address);
  }

  /** One command on one key: follows the key when it moves, and waits while its node is replaced. */
  run(key: string | Uint8Array, ...parts: readonly Part[]): Promise<Reply> {
    return this.retry(slotOf(Buffer.from(key as string)), async (node) => {
      const reply = await (await this.connect(node)).command(...parts);
      if (!(reply instanceof ReplyError)) return reply;
      return reply.code === 'ASK'
        ? this.#runElsewhere(redirectOf(reply, node), parts)
        : raise(node, reply, parts);
    });
  }

  /** Does something with the owner of a slot, again while that fails for now; at most `failoverMsMax`. */
  async retry<Result>(slot: number, act: (node: ClusterNode) => Promise<Result>): Promise<Result> {
    const deadlineMs = performance.now() + this.failoverMsMax;
    for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      const node = ownerOf(this.#topology, slot);
      let cause: unknown;
      try {
        if (node) return await act(node);
      } catch (error) {
        if (!isForNow(error)) throw error;
        cause = error;
      }
      if (performance.now() > deadlineMs) throw await this.unavailable(cause);
      await wait(pauseMs);
      await this.refresh();
    }
  }

  /** What to say when waiting was in vain: which nodes do not answer, and which slots are theirs. */
  async unavailable(cause: unknown): Promise<AppError> {
    const { masters } = this.#topology;
    const answers = await Promise.allSettled(
      masters.map(async (node) => (await this.connect(node)).command('PING')),
    );
    const away = masters.filter((_, index) => answers[index]?.status === 'rejected');
    const places = away.map((node) => `${addressOf(node)} (slots ${formatSlots(node.slots)})`).join(', ');
    const reason = cause instanceof Error ? cause.message : String(cause);
    const trouble = away.length === 0 ? `the cluster says: ${reason}` : `nothing answers for ${places}`;
    return kvError(
      'CLUSTER_UNREACHABLE',
      `${trouble}, and no replica took over in ${this.failoverMsMax / 1000} s`,
      {
        hint: 'Bring the node back, or give its slots to another one; then resume the load from its journal.',
        cause,
      },
    );
  }

  close(): void {
    for (const opening of this.#connections.values()) {
      opening.then(
        (connection) => connection.close(),
        () => undefined,
      );
    }
    this.#connections.clear();
  }

  #open(address: Address, name: string): Promise<NodeConnection> {
    const opening = NodeConnection.open(address, this.access);
    // One that cannot be opened is tried again by the next caller.
    opening.catch(() => {
      if (this.#connections.get(name) === opening) this.#connections.delete(name);
    });
    return opening;
  }

  async #runElsewhere(address: Address, parts: readonly Part[]): Promise<Reply> {
    const connection = await this.connect(address);
    const [, reply] = await Promise.all([connection.command('ASKING'), connection.command(...parts)]);
    return reply instanceof ReplyError ? raise(address, reply, parts) : reply;
  }

  async #refresh(): Promise<Topology> {
    const { masters } = this.#topology;
    const known = [...masters, ...masters.flatMap(({ replicas }) => replicas), ...this.access.seeds];
    const addresses = [...new Map(known.map((address) => [addressOf(address), address])).values()];
    let causes: readonly unknown[] = [];
    // Several at once: a machine that is gone answers after seconds, or never.
    for (let start = 0; start < addresses.length; start += ASKED_AT_ONCE) {
      try {
        const asked = addresses.slice(start, start + ASKED_AT_ONCE).map((address) => this.#ask(address));
        this.#topology = await Promise.any(asked);
        return this.#topology;
      } catch (error) {
        causes = error instanceof AggregateError ? error.errors : [error];
        const clear = causes.find((cause) => cause instanceof AppError);
        if (clear) throw clear;
      }
    }
    throw kvError(
      'CLUSTER_UNREACHABLE',
      `none of ${addresses.map(addressOf).join(', ')} tells of a cluster`,
      {
        hint: 'Check the addresses, and that the servers run with cluster-enabled yes.',
        cause: causes[0],
      },
    );
  }

  async #ask(address: Address): Promise<Topology> {
    const connection = await this.connect(address);
    const shards = await connection.command('CLUSTER', 'SHARDS');
    if (!(shards instanceof ReplyError)) return parseShards(shards, address, this.access.tls !== undefined);
    // Redis 6 and older know no shards.
    const slots = await connection.command('CLUSTER', 'SLOTS');
    if (slots instanceof ReplyError) throw new Error(slots.message);
    return parseSlots(slots, address);
  }
}

/** A command that was not done, and may be sent again. */
export class Deferred extends Error {}

function raise(node: Address, reply: ReplyError, [command = '']: readonly Part[]): never {
  throw isPassing(reply) ? new Deferred(reply.message) : refused(node, String(command), reply);
}

export function isForNow(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof Deferred;
}
