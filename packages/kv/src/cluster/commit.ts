import { kvError } from '@oremill/types';
import { addressOf } from '../client/access.ts';
import type { NodeConnection } from '../client/connection.ts';
import { ReplyError } from '../client/reply.ts';
import { type Cluster, Deferred } from './cluster.ts';
import { refused } from './refusals.ts';

const WAIT_MS = 2000;

/**
 * Resolves once replicas have all that was acknowledged over these connections: a master that dies takes with it what
 * only it had. WAIT counts for the connection that wrote, so a lost one cannot be asked.
 */
export async function commit(
  cluster: Cluster,
  touched: ReadonlySet<NodeConnection>,
  replicasWanted: number,
): Promise<void> {
  await Promise.all([...touched].map((connection) => commitOne(cluster, connection, replicasWanted)));
}

async function commitOne(
  cluster: Cluster,
  connection: NodeConnection,
  replicasWanted: number,
): Promise<void> {
  const place = addressOf(connection.address);
  const deadlineMs = performance.now() + cluster.failoverMsMax;
  for (;;) {
    const node = cluster.topology.masters.find((master) => addressOf(master) === place);
    if (!node) throw new Deferred(`${place} is no master any more`);
    const count = Math.min(replicasWanted, node.replicas.length);
    connection.throwIfLost();
    if (count === 0) return;
    const reply = await connection.command('WAIT', count, WAIT_MS);
    if (reply instanceof ReplyError) throw refused(node, 'WAIT', reply);
    const following = Number(reply);
    if (following >= count) return;
    if (performance.now() > deadlineMs) {
      throw kvError('CLUSTER_UNREACHABLE', `${following} of ${count} replicas of ${place} follow`, {
        hint: 'Look at the replication of that node, or load with replicas: 0 and accept the loss if it dies.',
      });
    }
    await cluster.refresh();
  }
}
