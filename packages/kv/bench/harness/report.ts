import { cpus, release, totalmem } from 'node:os';
import { formatBytes } from '@oremill/types';
import type { Bench, ContenderResult, Figure, Size, WorkResult } from './bench.ts';
import { formatFigure, type Judgement, judgeTargets } from './judge-targets.ts';
import { medianOf } from './median.ts';

export interface ReportOptions {
  readonly command: string;
  readonly size: Size;
  /** Targets are set for the large size: of another one, a report says what came out, and no verdict. */
  readonly isLarge: boolean;
  readonly rounds: number;
  readonly versions: readonly string[];
  /** Of the machine, before and after. */
  readonly loads: readonly number[];
}

/** The result as Markdown: what was asked, where and how it was measured, and only then the numbers. */
export function describeResult(bench: Bench, results: readonly WorkResult[], options: ReportOptions): string {
  const { command, rounds, versions, loads, size } = options;
  const [processor] = cpus();
  const lines = [
    `# ${bench.name}`,
    '',
    bench.question,
    '',
    `- command: \`${command}\``,
    `- machine: ${cpus().length} × ${processor?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}`,
    ...versions.map((version) => `- ${version}`),
    `- ${Object.entries(size)
      .map(([name, value]) => `${name} ${value.toLocaleString('en-US')}`)
      .join(', ')}`,
    `- ${rounds} rounds after one of warm-up, in turn; medians; load average ${loads.map((load) => load.toFixed(1)).join(' → ')}`,
    ...(Math.min(...loads) > cpus().length
      ? ['- the machine had other work to do all the time: only large differences mean something']
      : []),
    ...(bench.notes ?? []).map((note) => `- ${note}`),
    '',
    ...results.flatMap((result) => [...describeWork(result), '']),
    ...describeTargets(results.flatMap(judgeTargets), options.isLarge),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function describeWork({ work, content, contenders }: WorkResult): string[] {
  const equal = Object.entries(content).map(([name, value]) => `${name} ${value}`);
  return [
    `## ${work.name}`,
    '',
    equal.length === 0 ? 'There is no content to compare.' : `Equal for all: ${equal.join(', ')}.`,
    '',
    `| who | ${work.figures.map(({ name, unit }) => `${name}, ${unit} | least–most`).join(' | ')} |`,
    `| --- |${' ---: | ---: |'.repeat(work.figures.length)}`,
    ...contenders.map((contender) => describeContender(contender, work.figures)),
  ];
}

function describeContender(
  { name, missing, measurements }: ContenderResult,
  figures: readonly Figure[],
): string {
  if (missing !== undefined) return `| ${name} | missing: ${missing} |${' |'.repeat(figures.length * 2 - 1)}`;
  const cells = figures.flatMap((figure) => {
    const values = measurements.flatMap((measured) => measured[figure.name] ?? []);
    if (values.length === 0) return ['–', '–'];
    const range = `${formatFigure(Math.min(...values))}–${formatFigure(Math.max(...values))}`;
    return [formatFigure(medianOf(values)), values.length === 1 ? 'once' : range];
  });
  return `| ${[name, ...cells].join(' | ')} |`;
}

function describeTargets(judgements: readonly Judgement[], isLarge: boolean): string[] {
  if (judgements.length === 0) return [];
  return [
    '## Targets',
    '',
    '| work | ours | peer | figure | to reach | reached | |',
    '| --- | --- | --- | --- | ---: | ---: | --- |',
    ...judgements.map(({ work, ours, peer, figure, target, reached }) => {
      const verdict =
        reached === undefined
          ? 'not measured'
          : !isLarge
            ? 'small size'
            : reached.isEnough
              ? 'reached'
              : '**missed**';
      return `| ${[work, ours, peer ?? '', figure.name, target, reached?.text ?? '–', verdict].join(' | ')} |`;
    }),
  ];
}
