/** Reads a report as a run does, and prints its figures as the peers do. */
import type { ToolReport } from '@oremill/types';
import { readReport } from '../../src/measure/read-report.ts';

const [path = ''] = process.argv.slice(2);
const beganMs = performance.now();
const begun = process.cpuUsage();
const report = await readReport(path);
const { user, system } = process.cpuUsage(begun);
console.log(
  JSON.stringify({
    figures: figuresOf(report),
    seconds: (performance.now() - beganMs) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);

function figuresOf(report: ToolReport): Record<string, number> {
  if (report.kind === 'tests') {
    const count = (outcome: string) => report.cases.filter((one) => one.outcome === outcome).length;
    return {
      tests: report.cases.length,
      failed: count('failed'),
      errored: count('errored'),
      skipped: count('skipped'),
      seconds: Math.round(report.cases.reduce((sum, one) => sum + (one.seconds ?? 0), 0)),
    };
  }
  if (report.kind !== 'coverage') throw new Error(`${path} is no report of this bench`);
  const { files } = report;
  const sum = (figure: (file: (typeof files)[number]) => number) =>
    files.reduce((total, file) => total + figure(file), 0);
  return {
    files: files.length,
    lines: sum(({ lines }) => lines.total),
    covered: sum(({ lines }) => lines.covered),
    branches: sum(({ branches }) => branches.total),
    taken: sum(({ branches }) => branches.covered),
  };
}
