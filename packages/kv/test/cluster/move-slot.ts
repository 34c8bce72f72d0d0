import type { RedisProcess } from './redis-process.ts';
import type { ClusterServers } from './six-servers.ts';

export interface SlotMove {
  readonly servers: ClusterServers;
  readonly slot: number;
  readonly source: RedisProcess;
  readonly target: RedisProcess;
}

/** As `redis-cli --cluster reshard` does it; twice it looks for keys, since writers may add some meanwhile. */
export async function moveSlot({ servers, slot, source, target }: SlotMove): Promise<void> {
  const [from, to] = [servers.connect(source), servers.connect(target)];
  const [sourceId, targetId] = [
    String(await from.call('CLUSTER', 'MYID')),
    String(await to.call('CLUSTER', 'MYID')),
  ];
  await to.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId);
  await from.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId);
  for (;;) {
    const keys = (await from.call('CLUSTER', 'GETKEYSINSLOT', slot, 10)) as string[];
    if (keys.length === 0) break;
    await from.call('MIGRATE', '127.0.0.1', target.port, '', 0, 10_000, 'REPLACE', 'KEYS', ...keys);
  }
  await to.call('CLUSTER', 'SETSLOT', slot, 'NODE', targetId);
  await from.call('CLUSTER', 'SETSLOT', slot, 'NODE', targetId);
  from.disconnect();
  to.disconnect();
}
