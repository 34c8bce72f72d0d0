import type { Clock } from '@oremill/runtime';
import type { KvStats } from '@oremill/types';
import { toText } from './http/text-or-bytes.ts';
import type { RunningStore } from './run-store.ts';

/** Totals since the server started. */
export function describeServer({ store, server, startedAtMs }: RunningStore, clock: Clock): KvStats {
  const stats = server.stats();
  const { host, port } = server.address;
  return {
    startedAt: new Date(startedAtMs).toISOString(),
    now: new Date(clock.nowMs()).toISOString(),
    address: `${host}:${port}`,
    connections: stats.connected,
    commands: stats.commands,
    hits: stats.hits,
    misses: stats.misses,
    receivedBytes: stats.inputBytes,
    sentBytes: stats.outputBytes,
    memoryBytes: store.list().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    latencies: stats.perCommand.map(({ name, calls, p50Us, p99Us, maxUs }) => ({
      command: name,
      calls,
      p50Us,
      p99Us,
      maxUs,
    })),
    replication: stats.replication,
    hotKeys: stats.hotKeys.map(({ dataset, key, count }) => ({ dataset, key: toText(key), calls: count })),
  };
}
