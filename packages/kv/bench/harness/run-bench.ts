import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Size, WorkResult } from './bench.ts';
import { measureWork } from './measure-work.ts';
import type { Programs } from './programs.ts';

export interface RunOptions {
  readonly size: Size;
  readonly rounds: number;
  readonly programs: Programs;
  readonly onStep?: (step: string) => void;
}

/** Runs a bench in a folder of its own, which is gone afterwards, with all that the bench has started. */
export async function runBench(bench: Bench, options: RunOptions): Promise<readonly WorkResult[]> {
  const { rounds, onStep = () => {} } = options;
  const folder = mkdtempSync(join(tmpdir(), `kv-bench-${bench.name}-`));
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await bench.run({
      ...options,
      onStep,
      folder,
      measure: (work) => measureWork(work, { rounds, onStep }),
      atEnd: (close) => closers.push(close),
    });
  } finally {
    for (const close of closers.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
