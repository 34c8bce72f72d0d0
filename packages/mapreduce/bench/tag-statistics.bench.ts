import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatBytes, parseBytes } from '@oremill/types';
import { generateBookmarks } from '../src/sample/bookmarks.ts';

/**
 * How fast does the engine do the main job on this machine, and is it worth it over a plain Node script? Each peer
 * runs in a fresh process on the same file; rounds are interleaved, so that what else the machine does hits all.
 */
const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '8MiB' },
    rounds: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
  },
});
const bytes = parseBytes(values.bytes) ?? usage(`--bytes ${values.bytes}`);
const rounds = Number(values.rounds);
const SEED = 1;

interface Peer {
  readonly name: string;
  readonly command: (input: string, output: string) => string[];
}

const peers: readonly Peer[] = [
  { name: 'plain node (baseline)', command: (input, output) => [peer('plain-node.ts'), input, output] },
  { name: 'inline', command: (input, output) => [peer('engine.ts'), input, output, 'inline', '1'] },
  {
    name: 'threads, 1 worker',
    command: (input, output) => [peer('engine.ts'), input, output, 'threads', '1'],
  },
  {
    name: 'threads, 2 workers',
    command: (input, output) => [peer('engine.ts'), input, output, 'threads', '2'],
  },
];

interface Measurement {
  readonly seconds: number;
  /** Of all threads: what else the machine does changes it least. */
  readonly cpuSeconds: number;
  readonly maxRssKib: number;
  readonly checksum: string;
}

const folder = mkdtempSync(join(tmpdir(), 'tag-statistics-bench-'));
try {
  const input = join(folder, 'bookmarks.jsonl');
  writeSample(input);
  const inputBytes = statSync(input).size;
  const measurements = new Map(peers.map(({ name }) => [name, [] as Measurement[]]));
  // The first round warms the page cache and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command } of peers) {
      const measurement = measure(command, input);
      if (round > 0) measurements.get(name)?.push(measurement);
    }
  }
  const report = describe(measurements, inputBytes);
  console.log(report);
  if (values.keep) keep(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function peer(file: string): string {
  return fileURLToPath(new URL(`peers/${file}`, import.meta.url));
}

function writeSample(path: string): void {
  const file = openSync(path, 'w');
  for (const chunk of generateBookmarks({ bytes, seed: SEED })) writeSync(file, chunk);
}

/** One run in a process of its own: start-up counts, as it does for whoever waits. */
function measure(command: Peer['command'], input: string): Measurement {
  const output = join(folder, 'output');
  rmSync(output, { recursive: true, force: true });
  const startedMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, command(input, output), {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - startedMs) / 1000;
  if (status !== 0) throw new Error(stderr);
  const usage = JSON.parse(stdout) as { maxRssKib: number; cpuSeconds: number };
  return { seconds, ...usage, checksum: checksumOf(output) };
}

/** Over all rows, sorted: the same for the same rows, however they are divided into parts. */
function checksumOf(output: string): string {
  const isFolder = statSync(output).isDirectory();
  const files = isFolder
    ? readdirSync(output)
        .filter((name) => name.startsWith('part-'))
        .map((name) => join(output, name))
    : [output];
  const rows = files.flatMap((file) => readFileSync(file, 'latin1').split('\n').slice(0, -1));
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex').slice(0, 12);
}

function describe(measurements: ReadonlyMap<string, readonly Measurement[]>, inputBytes: number): string {
  const checksums = new Set([...measurements.values()].flat().map(({ checksum }) => checksum));
  if (checksums.size !== 1) throw new Error(`outputs differ: ${[...checksums].join(', ')}`);
  const rows = [...measurements].map(([name, all]) => {
    const seconds = all.map((measurement) => measurement.seconds).sort((a, b) => a - b);
    const median = medianOf(seconds);
    const cpuMedian = medianOf(all.map((measurement) => measurement.cpuSeconds));
    const rate = (time: number | undefined) => (inputBytes / 1e6 / (time ?? Number.NaN)).toFixed(0);
    const peak = Math.max(...all.map(({ maxRssKib }) => maxRssKib)) * 1024;
    return `| ${name} | ${median.toFixed(2)} | ${rate(median)} | ${rate(seconds.at(-1))}–${rate(seconds[0])} | ${cpuMedian.toFixed(2)} | ${rate(cpuMedian)} | ${formatBytes(peak)} |`;
  });
  return [
    `# tag-statistics, ${formatBytes(inputBytes)}`,
    '',
    `- command: \`node bench/tag-statistics.bench.ts --bytes ${values.bytes} --rounds ${rounds}\``,
    `- machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}`,
    `- sample: seed ${SEED}; ${rounds} rounds after one of warm-up, interleaved; times of whole processes; load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
    `- all outputs equal: sha256 of the sorted rows begins ${[...checksums].join('')}`,
    '',
    '| peer | median s | MB/s | slowest–fastest MB/s | cpu s | MB per cpu-s | peak memory |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function keep(report: string): void {
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const results = fileURLToPath(new URL(`results/${date}-${machine}/`, import.meta.url));
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `tag-statistics-${values.bytes}.md`), report);
}

function usage(what: string): never {
  throw new Error(`${what} is no size; say --bytes 64MiB`);
}
