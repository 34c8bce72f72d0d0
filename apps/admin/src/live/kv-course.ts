import type { KvStats } from '@oremill/types';

export interface Latency {
  readonly p50Us: number;
  readonly p99Us: number;
}

/** What the charts of the store are drawn from: its totals at one moment. */
export interface KvSample {
  readonly atMs: number;
  /** Another start is another count: no rate reaches across it. */
  readonly startedAt: string;
  readonly commands: number;
  readonly hits: number;
  readonly misses: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly connections: number;
  readonly latencies: ReadonlyMap<string, Latency>;
}

export interface KvCourse {
  readonly stats: KvStats;
  readonly samples: readonly KvSample[];
}

const SPAN_MS_MAX = 15 * 60_000;

/** Adds an answer to the course and forgets what is older than 15 minutes. */
export function addStats(known: KvCourse | undefined, stats: KvStats): KvCourse {
  const sample = toSample(stats);
  const samples = (known?.samples ?? []).filter(
    ({ atMs }) => atMs < sample.atMs && sample.atMs - atMs <= SPAN_MS_MAX,
  );
  return { stats, samples: [...samples, sample] };
}

export interface KvRate {
  readonly atMs: number;
  readonly commands: number;
  readonly hits: number;
  readonly misses: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** A second, between each sample and the one before it. */
export function kvRatesOf(samples: readonly KvSample[]): KvRate[] {
  const rates: KvRate[] = [];
  for (let index = 1; index < samples.length; index += 1) {
    const [from, to] = [samples[index - 1], samples[index]];
    if (!from || !to || from.startedAt !== to.startedAt) continue;
    const seconds = (to.atMs - from.atMs) / 1000;
    const perSecond = (name: 'commands' | 'hits' | 'misses' | 'receivedBytes' | 'sentBytes') =>
      Math.max(0, to[name] - from[name]) / seconds;
    rates.push({
      atMs: to.atMs,
      commands: perSecond('commands'),
      hits: perSecond('hits'),
      misses: perSecond('misses'),
      receivedBytes: perSecond('receivedBytes'),
      sentBytes: perSecond('sentBytes'),
    });
  }
  return rates;
}

function toSample(stats: KvStats): KvSample {
  const { startedAt, commands, hits, misses, receivedBytes, sentBytes, connections } = stats;
  return {
    atMs: Date.parse(stats.now),
    startedAt,
    commands,
    hits,
    misses,
    receivedBytes,
    sentBytes,
    connections,
    latencies: new Map(stats.latencies.map(({ command, p50Us, p99Us }) => [command, { p50Us, p99Us }])),
  };
}
