import { cpus, release, totalmem } from 'node:os';
import { formatBytes, formatCount } from '@oremill/types';
import type { Bench, Target } from './bench.ts';
import { describeGrowth, describeMemory } from './growth.ts';
import type { Measurement } from './measure.ts';
import { medianOf } from './median.ts';
import type { BenchResult, PeerResult, RunOptions, SizeResult } from './run-bench.ts';

/** The result as Markdown: what was asked, where and how it was measured, and only then the numbers. */
export function describeResult(
  bench: Bench,
  result: BenchResult,
  options: RunOptions,
  command: string,
): string {
  const { sizes, versions, leftOut, loads } = result;
  const lines = [
    `# ${bench.name}`,
    '',
    bench.question,
    '',
    `- command: \`${command}\``,
    `- machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}`,
    ...versions.map((version) => `- ${version}`),
    `- ${options.rounds} rounds after one of warm-up, interleaved${describeSlow(sizes)}; times of whole processes; load average ${loads.map((load) => load.toFixed(1)).join(' → ')}`,
    `- ${options.workers} workers; memory given to the engine ${formatBytes(options.memoryBytes)}`,
    ...(options.profiles === undefined ? [] : ['- a profile was recorded, which slows the engine down']),
    ...(bench.notes ?? []).map((note) => `- ${note}`),
    ...leftOut.map(({ peer, reason }) => `- left out: ${peer} (${reason})`),
    '',
    ...sizes.flatMap((size) => [...describeSize(bench, size), '']),
    ...describeMemory(sizes, options.memoryBytes),
    ...describeGrowth(sizes),
    ...describeTargets(bench, sizes),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function describeSize(bench: Bench, { inputBytes, rows, digest, peers }: SizeResult): string[] {
  const kind = bench.equality === 'rows' ? 'of the sorted rows' : 'of the output';
  return [
    `## ${formatBytes(inputBytes)} in, ${formatCount(rows)} rows out`,
    '',
    `The sha256 ${kind} begins ${digest.slice(0, 12)} for all that are called equal.`,
    '',
    '| peer | output | median s | MB/s | slowest–fastest MB/s | cpu s | MB per cpu-s | peak memory |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...peers.map((peer) => describePeer(peer, inputBytes)),
  ];
}

function describePeer({ peer, difference, measurements }: PeerResult, inputBytes: number): string {
  const seconds = measurements.map((measurement) => measurement.seconds).sort((a, b) => a - b);
  const median = medianOf(seconds);
  const cpuMedian = medianOf(measurements.map((measurement) => measurement.cpuSeconds));
  const rate = (time: number) => (inputBytes / 1e6 / time).toFixed(0);
  const peaks = measurements.flatMap(({ peakBytes }) => peakBytes ?? []);
  const { missing, extra } = difference;
  const output = missing + extra === 0 ? 'equal' : `${missing} rows missing, ${extra} extra`;
  const cells = [
    peer.name,
    output,
    median.toFixed(2),
    rate(median),
    `${rate(seconds.at(-1) ?? Number.NaN)}–${rate(seconds[0] ?? Number.NaN)}`,
    cpuMedian.toFixed(2),
    rate(cpuMedian),
    peaks.length === 0 ? '–' : formatBytes(Math.max(...peaks)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function describeTargets({ targets }: Bench, sizes: readonly SizeResult[]): string[] {
  const rows = sizes.flatMap((size) => targets.flatMap((target) => describeTarget(target, size)));
  if (rows.length === 0) return [];
  return [
    '## Throughput against',
    '',
    '| ours | against | input | to reach | by median | by fastest | by processor time |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
}

function describeTarget({ ours, against, ratio }: Target, { peers, inputBytes }: SizeResult): string[] {
  const measured = (name: string) => peers.find(({ peer }) => peer.name === name)?.measurements ?? [];
  const mine = measured(ours);
  const theirs = measured(against);
  if (mine.length === 0 || theirs.length === 0) return [];
  const secondsOf = ({ seconds }: Measurement) => seconds;
  const cpuOf = ({ cpuSeconds }: Measurement) => cpuSeconds;
  const ratios = [
    medianOf(theirs.map(secondsOf)) / medianOf(mine.map(secondsOf)),
    Math.min(...theirs.map(secondsOf)) / Math.min(...mine.map(secondsOf)),
    medianOf(theirs.map(cpuOf)) / medianOf(mine.map(cpuOf)),
  ];
  const cells = [
    ours,
    against,
    formatBytes(inputBytes),
    `${ratio}×`,
    ...ratios.map((each) => `${each.toFixed(2)}×`),
  ];
  return [`| ${cells.join(' | ')} |`];
}

function describeSlow(sizes: readonly SizeResult[]): string {
  const slow = sizes[0]?.peers.filter(({ peer }) => peer.isSlow).map(({ peer }) => peer.name) ?? [];
  return slow.length === 0 ? '' : ` (one without warm-up for ${slow.join(' and ')})`;
}
