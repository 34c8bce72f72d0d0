import { glob } from 'node:fs/promises';
import { Command, Option } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import type { Measurement, Metrics, TestCase, ToolReport } from '@oremill/types';
import { showMetric } from '../gate/told-verdict.ts';
import { hasFailed, metricsOf } from '../measure/metrics.ts';
import { type FileFormat, FORMATS, readReport } from '../measure/read-report.ts';

const CASES_SHOWN = 20;
export const REPORTS_HELP = 'file or glob: JUnit, Cobertura, LCOV, Istanbul, SARIF, Checkstyle, pylint, CPD';

export const measureCommand = new Command('measure')
  .description('read reports of tests, coverage, findings and duplicated code, and tell the figures')
  .argument('<report...>', REPORTS_HELP)
  .addOption(new Option('--format <format>', 'of all of them; told by their beginning').choices(FORMATS))
  .option('--root <folder>', 'of the repository: files are named from there', '.')
  .option('--commit <id>', 'whose reports they are, for who compares later')
  .option('--json', 'print reports and figures as JSON, which gate takes as --base')
  .action(async (patterns, { json, ...options }) => {
    const measurement = await measure(patterns, options);
    if (json) return printJson(measurement);
    const { metrics, reports } = measurement;
    print(drawMetrics(metrics));
    const failed = reports.flatMap((report) =>
      report.kind === 'tests' ? report.cases.filter(hasFailed) : [],
    );
    if (failed.length > 0) print(drawFailed(failed));
  });

export interface MeasureFlags {
  readonly format?: FileFormat | undefined;
  readonly root: string;
  readonly commit?: string | undefined;
}

export async function measure(
  patterns: readonly string[],
  { commit, ...options }: MeasureFlags,
): Promise<Measurement> {
  const reports: ToolReport[] = [];
  for (const path of await filesOf(patterns)) reports.push(await readReport(path, options));
  return { ...(commit === undefined ? {} : { commit }), metrics: metricsOf(reports), reports };
}

/** A pattern that nothing matches is a path, which is then missed by its name. */
async function filesOf(patterns: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of patterns) {
    const found = await Array.fromAsync(glob(pattern));
    files.push(...(found.length === 0 ? [pattern] : found.sort()));
  }
  return files;
}

function drawMetrics(metrics: Metrics): string {
  const rows = Object.entries(metrics).map(([name, value]) => [name, showMetric(name, value)]);
  return drawTable(['figure', 'value'], rows);
}

function drawFailed(failed: readonly TestCase[]): string {
  const lines = failed.slice(0, CASES_SHOWN).map(({ suite, name, message = '' }) => {
    const [first = ''] = message.split('\n');
    return `  ${suite === '' ? '' : `${suite} › `}${name}${first === '' ? '' : `: ${first}`}`;
  });
  const more = failed.length - lines.length;
  return ['not passed:', ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}
