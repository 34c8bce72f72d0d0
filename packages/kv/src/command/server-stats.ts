import type { Replication } from '@oremill/types';
import type { HotKey } from './hot-keys.ts';
import { describeReplication } from './replica.ts';
import type { Counters, ServerState } from './server-state.ts';

const HOT_KEYS_SHOWN = 10;

/** What a server has done, for who runs it. */
export interface ServerStats extends Readonly<Omit<Counters, 'errors'>> {
  readonly connected: number;
  readonly errors: Readonly<Record<string, number>>;
  /** Of commands that were called: durations in microseconds. */
  readonly perCommand: readonly {
    readonly name: string;
    readonly calls: number;
    readonly failures: number;
    readonly p50Us: number;
    readonly p99Us: number;
    readonly maxUs: number;
  }[];
  readonly replication: Replication;
  /** Asked for most, the most first. */
  readonly hotKeys: readonly HotKey[];
}

export function statsOf({ counters, clients, commands, hotKeys, source }: ServerState): ServerStats {
  return {
    ...counters,
    errors: Object.fromEntries(counters.errors),
    connected: clients.count,
    replication: describeReplication(source, clients),
    perCommand: commands
      .all()
      .filter(({ durations }) => durations.count > 0)
      .map(({ command, durations, failures }) => ({
        name: command.name,
        calls: durations.count,
        failures,
        p50Us: durations.quantile(0.5),
        p99Us: durations.quantile(0.99),
        maxUs: durations.quantile(1),
      })),
    hotKeys: hotKeys.top(HOT_KEYS_SHOWN, () => true),
  };
}
