/**
 * How long does a large report take to be read, and how much memory, against libraries of Python that come to the same figures?
 *
 *   node bench/read-reports.ts                             1 MiB each
 *   node bench/read-reports.ts --mib 100 --keep            as published; --keep writes the report below bench/results
 *   node bench/read-reports.ts --python venv/bin/python    one that has junitparser and lcov_cobertura
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatBytes } from '@oremill/types';
import { writeJunit, writeLcov } from './write-reports.ts';

interface Reading {
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakBytes: number;
}

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
    keep: { type: 'boolean', default: false },
  },
});
const OURS = fileURLToPath(new URL('programs/read-report.ts', import.meta.url));
const PEERS = fileURLToPath(new URL('peers/read_reports.py', import.meta.url));
const REPORTS = [
  { name: 'JUnit', file: 'junit.xml', write: writeJunit, peers: ['xml.etree', 'junitparser'] },
  { name: 'LCOV', file: 'coverage.lcov', write: writeLcov, peers: ['lcov_cobertura'] },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'oremill-bench-'));
const before = loadavg()[0] ?? 0;
const rows: string[] = [];
const sums: string[] = [];
try {
  for (const { name, file, write, peers } of REPORTS) {
    const path = join(folder, file);
    write(path, Number(values.mib) * 2 ** 20);
    const bytes = statSync(path).size;
    const found = await measure(name, path, peers);
    const [, ours = []] = found[0] ?? [];
    sums.push(
      `- ${name}: ${Object.entries(ours[0]?.figures ?? {})
        .map(([figure, value]) => `${value} ${figure}`)
        .join(', ')}`,
    );
    for (const [reader, readings] of found)
      rows.push(rowOf(`${name}, ${formatBytes(bytes)}`, reader, readings, ours));
  }
} finally {
  rmSync(folder, { recursive: true });
}
const report = describe();
console.log(report);
if (values.keep) keep(report);

/** Readers take turns; the first round warms up, and all have to come to the same. */
async function measure(name: string, path: string, peers: readonly string[]): Promise<[string, Reading[]][]> {
  const readers: [string, () => Reading][] = [
    ['deployer', () => run(process.execPath, [OURS, path])],
    ...peers.map((peer): [string, () => Reading] => [peer, () => run(values.python, [PEERS, peer, path])]),
  ];
  const found = readers.map(([reader]): [string, Reading[]] => [reader, []]);
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const [index, [reader, read]] of readers.entries()) {
      const [, readings = []] = found[index] ?? [];
      try {
        const reading = read();
        assert.deepEqual(
          reading.figures,
          found[0]?.[1][0]?.figures ?? reading.figures,
          `${reader} of ${name}`,
        );
        if (round > 0 || index === 0) readings.push(reading);
      } catch (error) {
        if (error instanceof assert.AssertionError || index === 0) throw error;
        if (round === 0) process.stderr.write(`${reader} cannot be had\n`);
      }
    }
  }
  // The first of ours was for the comparison.
  found[0]?.[1].shift();
  return found;
}

function run(program: string, words: readonly string[]): Reading {
  const told = execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(told) as Reading;
}

function rowOf(what: string, reader: string, readings: readonly Reading[], ours: readonly Reading[]): string {
  if (readings.length === 0) return `| ${what} | ${reader} | missing | | | | |`;
  const cells = (['seconds', 'processorSeconds'] as const).flatMap((figure) => {
    const own = median(readings.map((one) => one[figure]));
    const times = own / median(ours.map((one) => one[figure]));
    return [own.toFixed(2), readings === ours ? '' : times.toFixed(2)];
  });
  const peak = formatBytes(median(readings.map((one) => one.peakBytes)));
  return `| ${[what, reader, ...cells, peak].join(' | ')} |`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function describe(): string {
  const loads = [before, loadavg()[0] ?? 0].map((load) => load.toFixed(1)).join(' → ');
  return [
    '# read-reports',
    '',
    'How long does a large report take to be read, and how much memory, against libraries of Python?',
    '',
    `- command: \`${['node bench/read-reports.ts', ...process.argv.slice(2)].join(' ').replace(/--python \S+/, '--python <venv>/bin/python')}\``,
    `- machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}, ${versionOfPython()}`,
    `- ${values.rounds} rounds after one of warm-up, in turn; medians; load average ${loads}; each in a process of its own, whose start does not count`,
    '',
    '| report | reader | s | times of ours | processor s | times of ours | peak memory |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'All say the same:',
    '',
    ...sums,
    '',
  ].join('\n');
}

function versionOfPython(): string {
  try {
    return execFileSync(values.python, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no Python';
  }
}

function keep(text: string): void {
  const machine = `${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const results = new URL(`results/${new Date().toISOString().slice(0, 10)}-${machine}/`, import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(fileURLToPath(new URL('read-reports.md', results)), text);
}
