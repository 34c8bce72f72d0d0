import { type Bytes, formatBytes } from '@oremill/types';
import { medianOf } from './median.ts';
import type { PeerResult, SizeResult } from './run-bench.ts';

/** What a peer takes for each gigabyte as the input grows: the same number everywhere means that time is linear. */
export function describeGrowth(sizes: readonly SizeResult[]): string[] {
  const [first] = sizes;
  if (first === undefined || sizes.length < 2) return [];
  const rows = first.peers.map(({ peer }) => {
    const perGigabyte = sizes.map((size) => secondsPerGigabyte(peer.name, size));
    const growth = (perGigabyte.at(-1) ?? Number.NaN) / (perGigabyte[0] ?? Number.NaN);
    return `| ${peer.name} | ${perGigabyte.map((seconds) => seconds.toFixed(2)).join(' | ')} | ${growth.toFixed(2)}× |`;
  });
  return [
    '## Seconds for each GB of input',
    '',
    `| peer | ${sizes.map(({ inputBytes }) => formatBytes(inputBytes)).join(' | ')} | last to first |`,
    `| --- |${' ---: |'.repeat(sizes.length + 1)}`,
    ...rows,
    '',
  ];
}

/** Whether the engine kept to the memory that it was given: a quarter more is allowed. */
export function describeMemory(sizes: readonly SizeResult[], memoryBytes: Bytes): string[] {
  const peaks = sizes.flatMap(({ peers }) => peers.filter(({ peer }) => peer.isOurs).flatMap(peaksOf));
  if (peaks.length === 0) return [];
  const peak = Math.max(...peaks);
  const verdict = peak <= memoryBytes * ALLOWED ? 'kept' : 'NOT kept';
  const share = ((100 * peak) / memoryBytes).toFixed(0);
  return [
    `The engine's highest peak is ${formatBytes(peak)}, ${share} % of the ${formatBytes(memoryBytes)} it was given: ${verdict}.`,
    '',
  ];
}

const ALLOWED = 1.25;

function peaksOf({ measurements }: PeerResult): number[] {
  return measurements.flatMap(({ peakBytes }) => peakBytes ?? []);
}

function secondsPerGigabyte(name: string, { peers, inputBytes }: SizeResult): number {
  const measurements = peers.find(({ peer }) => peer.name === name)?.measurements ?? [];
  return medianOf(measurements.map(({ seconds }) => seconds)) / (inputBytes / 1e9);
}
