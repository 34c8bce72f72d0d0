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
    '| work | program | s | times as fast | to reach | processor s | times as fast | peak memory |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...results.flatMap(describeWork),
    '',
    'All say the same:',
    '',
    ...results.map(({ name, sums }) => describeSums(name, sums)),
  ].join('\n')}\n`;
}

function describeWork({ name, ours, oursAlone, script }: WorkResult): string[] {
  const peers = { script, ours, 'ours, without threads': oursAlone };
  return Object.entries(peers).map(([peer, measurements]) => {
    const timesOf = (figure: keyof Measurement) => median(script, figure) / median(measurements, figure);
    const isScript = measurements === script;
    const cells = [
      name,
      peer,
      median(measurements, 'seconds').toFixed(2),
      isScript ? '' : timesOf('seconds').toFixed(2),
      measurements === ours ? String(TO_REACH[name]) : '',
      median(measurements, 'processorSeconds').toFixed(2),
      isScript ? '' : timesOf('processorSeconds').toFixed(2),
      formatBytes(median(measurements, 'peakBytes')),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function describeSums(
  name: string,
  { records, tokens, uniqueTokens, characters }: WorkResult['sums'],
): string {
  return `- ${name}: ${records} records, ${tokens} tokens, ${uniqueTokens} different in their texts, ${characters} characters`;
}

function median(measurements: readonly Measurement[], figure: keyof Measurement): number {
  const ascending = measurements.map((measured) => measured[figure]).sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] as number;
}
