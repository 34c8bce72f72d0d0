/**
 * How long do the statistics of 2012 over every record take, against a Python script of the same rules?
 *
 *   node bench/run.ts                    some MiB
 *   node bench/run.ts --large --keep     1 GiB; --keep writes the report below bench/results
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureStatistics } from './measure-statistics.ts';
import { describeResults } from './report.ts';

const MIB = 2 ** 20;

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
  },
});

const bytes = values.large ? 1024 * MIB : 16 * MIB;
const rounds = Number(values.rounds);
const before = loadavg()[0] ?? 0;
const results = await measureStatistics({
  bytes,
  rounds,
  onStep: (step) => process.stderr.write(`${step}\n`),
});
const report = describeResults(results, {
  command: ['node bench/run.ts', ...process.argv.slice(2)].join(' '),
  bytes,
  rounds,
  python: execFileSync('python3', ['--version'], { encoding: 'utf8' }).trim(),
  loads: [before, loadavg()[0] ?? 0],
});
console.log(report);
if (values.keep) {
  const machine = `${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const folder = new URL(`results/${new Date().toISOString().slice(0, 10)}-${machine}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL('statistics.md', folder));
  writeFileSync(path, report);
  process.stderr.write(`kept as ${path}\n`);
}
