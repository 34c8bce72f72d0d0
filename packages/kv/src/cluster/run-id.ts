import type { NodeConnection } from '../client/connection.ts';
import { ReplyError, textOf } from '../client/reply.ts';

export interface NodeRun {
  readonly nodeId: string;
  /** Changes when the process starts again. */
  readonly runId: string;
}

/** Which node this is, and since which start. */
export async function readRun(connection: NodeConnection): Promise<NodeRun> {
  const [id, info] = await Promise.all([
    connection.command('CLUSTER', 'MYID'),
    connection.command('INFO', 'server'),
  ]);
  if (id instanceof ReplyError || info instanceof ReplyError) return { nodeId: '', runId: '' };
  return { nodeId: textOf(id), runId: /^run_id:(\w+)/m.exec(textOf(info))?.[1] ?? '' };
}
