import { addressOf } from '../client/access.ts';
import type { Cluster } from './cluster.ts';
import { readRun } from './run-id.ts';

export interface Meeting {
  readonly address: string;
  readonly nodeId: string;
  readonly runId: string;
}

/** Since which start each node runs. One that started again may have come back without what it had. */
export class NodeRuns {
  readonly #runs: Map<string, string>;
  readonly #replicas = new Set<string>();
  readonly #isReplicated: boolean;

  /** `known`: by id, from a journal. */
  constructor(known: ReadonlyMap<string, string>, isReplicated: boolean) {
    this.#runs = new Map(known);
    this.#isReplicated = isReplicated;
  }

  /** Remembers who follows a master now: when it takes over, it has what was waited for. */
  noteReplicas({ topology }: Cluster): void {
    for (const { replicas } of topology.masters)
      for (const replica of replicas) this.#replicas.add(addressOf(replica));
  }

  /** Whether what the node acknowledged before may be gone; undefined when it is known in this run. */
  meet({ address, nodeId, runId }: Meeting): 'kept' | 'lost' | undefined {
    const before = this.#runs.get(nodeId);
    if (before === runId) return undefined;
    this.#runs.set(nodeId, runId);
    const wasReplica = before === undefined && this.#isReplicated && this.#replicas.has(address);
    return wasReplica ? 'kept' : 'lost';
  }
}

/** What each master, or who took over from it, says of itself. */
export async function readRuns(cluster: Cluster): Promise<Meeting[]> {
  return Promise.all(
    cluster.topology.masters.map(({ slots }) =>
      cluster.retry(slots[0]?.[0] ?? 0, async (node) => ({
        ...(await readRun(await cluster.connect(node))),
        address: addressOf(node),
      })),
    ),
  );
}
