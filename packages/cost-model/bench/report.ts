import { cpus, release, totalmem } from 'node:os';
import { formatBytes } from '@oremill/types';
import type { Measurement, WorkResult } from './measure-statistics.ts';

export interface ReportOptions {
  readonly command: string;
  readonly bytes: number;
  readonly rounds: number;
  readonly python: string;
  /** Of the machine, before and after. */
  readonly loads: readonly number[];
}

/** Times as fast as the script that it is to be. */
const TO_REACH: Readonly<Record<string, number>> = { 'without compression': 10, 'with zlib': 2 };

/** The result as Markdown: how it was measured, and only then the numbers. */
export function describeResults(results: readonly WorkResult[], options: ReportOptions): string {
  const { command, bytes, rounds, python, loads } = options;
  const [processor] = cpus();
  return `${[
    '# statistics',
    '',
    'How long do the statistics of 2012 over every record take, against a Python script of the same rules?',
    '',
    `- command: \`${command}\``,
    `- machine: ${cpus().length} × ${processor?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}, ${python}`,
    `- ${formatBytes(bytes)} of made-up posts; ${rounds} rounds after one of warm-up, in turn; medians; load average ${loads.map((load) => load.toFixed(1)).join(' → ')}`,
    ...(Math.max(...loads) > cpus().length
      ? ['- the machine had other work to do: we need both processors, and the script one']
      : []),
    '',
    '| work | equal for both | script, s | ours, s | times as fast | to reach | ours without threads, s | times as fast | memory: script | ours |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...results.map(describeWork),
  ].join('\n')}\n`;
}

function describeWork({ name, sums, ours, oursAlone, script }: WorkResult): string {
  const [ourSeconds, secondsAlone, theirSeconds] = [ours, oursAlone, script].map((measurements) =>
    median(measurements, 'seconds'),
  ) as [number, number, number];
  const equal = `${sums.records} records, ${sums.tokens} tokens, ${sums.uniqueTokens} different in their texts, ${sums.characters} characters`;
  const cells = [
    name,
    equal,
    theirSeconds.toFixed(2),
    ourSeconds.toFixed(2),
    (theirSeconds / ourSeconds).toFixed(2),
    TO_REACH[name],
    secondsAlone.toFixed(2),
    (theirSeconds / secondsAlone).toFixed(2),
    formatBytes(median(script, 'peakBytes')),
    formatBytes(median(ours, 'peakBytes')),
  ];
  return `| ${cells.join(' | ')} |`;
}

function median(measurements: readonly Measurement[], figure: keyof Measurement): number {
  const ascending = measurements.map((measured) => measured[figure]).sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] as number;
}
