import type { Clock, Random } from '@oremill/runtime';
import type { ClusterIdentity, ServerLimits } from '../config.ts';
import type { Clients } from './clients.ts';
import type { Command } from './command.ts';
import type { DatasetSource } from './dataset-source.ts';
import type { Histogram } from './histogram.ts';
import type { HotKeys } from './hot-keys.ts';
import type { SlowLog } from './slow-log.ts';
import type { Users } from './users.ts';

/** What CONFIG SET may change. */
export interface Settings {
  /** Commands that take longer are in SLOWLOG; negative: none. */
  slowLogMicroseconds: number;
  slowLogMax: number;
  idleMsMax: number;
}

/** Since the start, or CONFIG RESETSTAT. */
export interface Counters {
  commands: number;
  connections: number;
  refusedConnections: number;
  /** Cut because they took no replies. */
  cutConnections: number;
  failedSignIns: number;
  inputBytes: number;
  outputBytes: number;
  hits: number;
  misses: number;
  /** Replies that were errors, by their first word. */
  readonly errors: Map<string, number>;
}

/** A command with what is known of its calls. */
export interface KnownCommand {
  readonly command: Command;
  /** Of each call, microseconds. */
  readonly durations: Histogram;
  failures: number;
  refusals: number;
}

/** What all connections of a server share. */
export interface ServerState {
  readonly source: DatasetSource;
  readonly users: Users;
  readonly clients: Clients;
  readonly commands: { all(): readonly KnownCommand[]; find(name: string): KnownCommand | undefined };
  readonly cluster: ClusterIdentity | undefined;
  readonly limits: ServerLimits;
  readonly settings: Settings;
  readonly counters: Counters;
  readonly slowLog: SlowLog;
  readonly hotKeys: HotKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly startedAtMs: number;
  /** 40 hexadecimal digits, new at each start. */
  readonly runId: string;
  readonly port: number;
}

export function newCounters(): Counters {
  return {
    commands: 0,
    connections: 0,
    refusedConnections: 0,
    cutConnections: 0,
    failedSignIns: 0,
    inputBytes: 0,
    outputBytes: 0,
    hits: 0,
    misses: 0,
    errors: new Map(),
  };
}

export function clearCounters(counters: Counters): void {
  counters.errors.clear();
  Object.assign(counters, { ...newCounters(), errors: counters.errors });
}
