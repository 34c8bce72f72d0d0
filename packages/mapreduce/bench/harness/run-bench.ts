import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '@oremill/types';
import type { Bench, Peer, PeerRun, Sample } from './bench.ts';
import { type Measurement, measure } from './measure.ts';
import { findProgram, type ProgramOptions } from './programs.ts';
import { compareRows, countRows, type Difference, digestOutput } from './rows.ts';

export interface RunOptions extends ProgramOptions {
  readonly sizes: readonly Bytes[];
  readonly rounds: number;
  readonly workers: number;
  readonly memoryBytes: Bytes;
  /** Only peers whose name has one of these in it, beside the reference. */
  readonly only?: readonly string[];
  /** Folder for the processor profiles of our peers. */
  readonly profiles?: string;
  readonly onStep?: (step: string) => void;
}

export interface BenchResult {
  readonly sizes: readonly SizeResult[];
  readonly versions: readonly string[];
  readonly leftOut: readonly { readonly peer: string; readonly reason: string }[];
  readonly loads: readonly number[];
}

export interface SizeResult {
  readonly inputBytes: Bytes;
  readonly rows: number;
  readonly digest: string;
  readonly peers: readonly PeerResult[];
}

export interface PeerResult {
  readonly peer: Peer;
  readonly difference: Difference;
  readonly measurements: readonly Measurement[];
}

/** Runs the peers in turn, round after round, so that what else the machine does hits all of them. */
export async function runBench(bench: Bench, options: RunOptions): Promise<BenchResult> {
  const found = findPeers(bench, options);
  const folder = mkdtempSync(join(tmpdir(), `bench-${bench.name}-`));
  const loads = [loadavg()[0] ?? 0];
  try {
    const sizes: SizeResult[] = [];
    for (const bytes of options.sizes) {
      options.onStep?.(`${bench.name}: writes the sample`);
      const sizeFolder = join(folder, String(bytes));
      mkdirSync(sizeFolder);
      const sample = bench.writeSample(sizeFolder, bytes);
      sizes.push(await runSize(bench, found.peers, sample, { ...options, folder: sizeFolder }));
      rmSync(sizeFolder, { recursive: true });
      loads.push(loadavg()[0] ?? 0);
    }
    return { sizes, versions: found.versions, leftOut: found.leftOut, loads };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface FoundPeer {
  readonly peer: Peer;
  readonly program: string;
}

function findPeers(bench: Bench, options: RunOptions) {
  const peers: FoundPeer[] = [];
  const versions = new Set<string>();
  const leftOut: { peer: string; reason: string }[] = [];
  for (const [index, peer] of bench.peers.entries()) {
    if (index > 0 && options.only && !options.only.some((part) => peer.name.includes(part))) continue;
    const program = peer.program === undefined ? undefined : findProgram(peer.program, options);
    if (program?.kind === 'missing') leftOut.push({ peer: peer.name, reason: program.reason });
    else peers.push({ peer, program: program?.path ?? '' });
    if (program?.kind === 'found') versions.add(program.version);
  }
  return { peers, versions: [...versions], leftOut };
}

async function runSize(
  bench: Bench,
  peers: readonly FoundPeer[],
  sample: Sample,
  options: RunOptions & { readonly folder: string },
): Promise<SizeResult> {
  const output = join(options.folder, 'output');
  const reference = join(options.folder, 'reference');
  const results = new Map<Peer, { difference: Difference; measurements: Measurement[] }>();
  let digest = '';
  // The first round warms the page cache and is not counted.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const { peer, program } of peers) {
      if (peer.isSlow && round !== 1) continue;
      options.onStep?.(`${bench.name}: ${peer.name}, round ${round} of ${options.rounds}`);
      const nodeFlags = round === options.rounds ? profileFlags(peer, options) : [];
      const run: PeerRun = { ...options, sample, output, program, nodeFlags };
      rmSync(output, { recursive: true, force: true });
      const measurement = await measure(peer.command(run));
      if (digest === '') {
        digest = digestOutput(output, bench.equality);
        renameSync(output, reference);
      } else {
        const difference = checkOutput(bench, peer, { output, reference, digest });
        const result = results.get(peer) ?? { difference, measurements: [] };
        results.set(peer, { ...result, difference: worse(result.difference, difference) });
      }
      const result = results.get(peer) ?? { difference: EQUAL, measurements: [] };
      if (round > 0) result.measurements.push(measurement);
      results.set(peer, result);
    }
  }
  const rows = countRows(reference);
  const inputBytes = statSync(sample.input).size;
  return { inputBytes, rows, digest, peers: [...results].map(([peer, result]) => ({ peer, ...result })) };
}

const EQUAL: Difference = { missing: 0, extra: 0 };

function worse(a: Difference, b: Difference): Difference {
  return a.missing + a.extra >= b.missing + b.extra ? a : b;
}

function checkOutput(
  bench: Bench,
  peer: Peer,
  { output, reference, digest }: { output: string; reference: string; digest: string },
): Difference {
  if (digestOutput(output, bench.equality) === digest) return EQUAL;
  const difference = compareRows(reference, output);
  if (peer.mayDiffer !== undefined) return difference;
  const { missing, extra } = difference;
  const found =
    missing + extra === 0 ? 'the same rows in another order' : `${missing} missing, ${extra} extra`;
  throw new Error(`${bench.name}: the output of ${peer.name} differs from the reference: ${found}`);
}

/** Recording slows a program down, and the report says so. */
function profileFlags(peer: Peer, { profiles }: RunOptions): string[] {
  if (profiles === undefined || !peer.isOurs) return [];
  const name = peer.name.replaceAll(/[^a-z0-9]+/gi, '-');
  return ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`];
}
