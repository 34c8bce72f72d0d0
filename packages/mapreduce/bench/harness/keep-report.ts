import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatBytes } from '@oremill/types';
import type { Bench } from './bench.ts';
import type { BenchResult } from './run-bench.ts';

/** Writes a report below `bench/results`, in a folder named after the day and the machine. */
export function keepReport(bench: Bench, { sizes }: BenchResult, report: string): void {
  const date = new Date().toISOString().slice(0, 10);
  const machine = toName(`${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`);
  const folder = fileURLToPath(new URL(`../results/${date}-${machine}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  const size = sizes.map(({ inputBytes }) => formatBytes(inputBytes).replace(' ', '')).join('-');
  writeFileSync(join(folder, `${bench.name}-${size}.md`), report);
}

function toName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
