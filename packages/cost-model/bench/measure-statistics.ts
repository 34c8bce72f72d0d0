import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writePosts } from './write-posts.ts';

const run = promisify(execFile);
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What both programs print. */
interface Sums {
  readonly records: number;
  readonly bytes: number;
  readonly zlibBytes: number;
  readonly tokens: number;
  readonly uniqueTokens: number;
  readonly characters: number;
  readonly peakBytes: number;
  readonly processorSeconds: number;
}

export interface Measurement {
  readonly seconds: number;
  /** Of all threads: what else the machine does hardly changes it. */
  readonly processorSeconds: number;
  readonly peakBytes: number;
}

export interface WorkResult {
  readonly name: string;
  /** The same for both. */
  readonly sums: Omit<Sums, 'peakBytes' | 'processorSeconds' | 'zlibBytes'>;
  readonly ours: readonly Measurement[];
  /** The same without threads that measure. */
  readonly oursAlone: readonly Measurement[];
  readonly script: readonly Measurement[];
}

export interface MeasureOptions {
  readonly bytes: number;
  readonly rounds: number;
  readonly onStep?: (step: string) => void;
}

const ZLIB_SHARE_MAX = 0.01;

/** Measures both works by our reader and by the script, in turn, and that they come to the same. */
export async function measureStatistics({ bytes, rounds, onStep }: MeasureOptions): Promise<WorkResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cost-bench-'));
  try {
    const posts = join(folder, 'posts.jsonl');
    onStep?.('writes the posts');
    writePosts(posts, bytes);
    const results: WorkResult[] = [];
    for (const work of ['none', 'zlib']) {
      const name = work === 'zlib' ? 'with zlib' : 'without compression';
      const ours: Measurement[] = [];
      const oursAlone: Measurement[] = [];
      const script: Measurement[] = [];
      let sums: WorkResult['sums'] | undefined;
      // The first round warms the page cache and is not counted.
      for (let round = 0; round <= rounds; round += 1) {
        onStep?.(`${name}, round ${round} of ${rounds}`);
        const expected = await measure('python3', [pathOf('peers/statistics.py'), posts, work]);
        const program = [pathOf('programs/statistics.ts'), posts, work];
        const found = await measure(process.execPath, program);
        const foundAlone = await measure(process.execPath, [...program, '0']);
        sums = compare(found.sums, expected.sums);
        assert.deepEqual(compare(foundAlone.sums, expected.sums), sums);
        if (round === 0) continue;
        ours.push(found.measurement);
        oursAlone.push(foundAlone.measurement);
        script.push(expected.measurement);
      }
      assert(sums !== undefined);
      results.push({ name, sums, ours, oursAlone, script });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  program: string,
  args: readonly string[],
): Promise<{ sums: Sums; measurement: Measurement }> {
  const startedMs = performance.now();
  const { stdout } = await run(program, args);
  const seconds = (performance.now() - startedMs) / 1000;
  const sums: Sums = JSON.parse(stdout);
  const { peakBytes, processorSeconds } = sums;
  return { sums, measurement: { seconds, processorSeconds, peakBytes } };
}

/** What both say, which is the same. Theirs is the zlib of the machine, which may be of another kind than 1.2. */
function compare(ours: Sums, script: Sums): WorkResult['sums'] {
  const { peakBytes: _ours, processorSeconds: _took, zlibBytes: found, ...sums } = ours;
  const { peakBytes: _script, processorSeconds: _scriptTook, zlibBytes: expected, ...same } = script;
  assert.deepEqual(sums, same);
  assert(Math.abs(found - expected) <= expected * ZLIB_SHARE_MAX, `zlib makes ${expected}, not ${found}`);
  return sums;
}
