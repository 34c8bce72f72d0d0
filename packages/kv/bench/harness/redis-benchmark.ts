import { runToEnd } from './program.ts';

export interface RedisBenchmark {
  readonly port: number;
  readonly command: 'GET' | 'SET';
  readonly requests: number;
  /** Commands that a connection sends before it waits. */
  readonly pipeline: number;
  /** Keys are `key:` and twelve digits, drawn among so many. */
  readonly keys: number;
  readonly valueBytes: number;
  /** 50 unless given. */
  readonly connections?: number;
}

export interface RedisBenchmarkResult {
  readonly perSecond: number;
  /** Of a round trip, with all commands of a pipeline in it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const CONNECTIONS = 50;

export async function redisBenchmark(options: RedisBenchmark): Promise<RedisBenchmarkResult> {
  const { port, command, requests, pipeline, keys, valueBytes, connections = CONNECTIONS } = options;
  const numbers = { p: port, c: connections, n: requests, P: pipeline, r: keys, d: valueBytes };
  const words = Object.entries(numbers).flatMap(([name, value]) => [`-${name}`, String(value)]);
  const printed = await runToEnd(['redis-benchmark', ...words, '-t', command.toLowerCase(), '--csv']);
  const lines = printed.trim().split('\n').map(cellsOf);
  const row = lines.find(([name]) => name === command);
  const names = lines.find(([name]) => name === 'test');
  if (!row || !names) throw new Error(`redis-benchmark printed ${printed}`);
  const cell = (name: string) => Number(row[names.indexOf(name)]);
  return { perSecond: cell('rps'), p50Ms: cell('p50_latency_ms'), p99Ms: cell('p99_latency_ms') };
}

/** The key that stands for a number, as redis-benchmark makes it. */
export function benchmarkKey(number: number): string {
  return `key:${String(number).padStart(12, '0')}`;
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.replaceAll('"', ''));
}
