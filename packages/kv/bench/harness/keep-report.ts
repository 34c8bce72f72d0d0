import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes a report below `bench/results`, in a folder named after the day and the machine; its path. */
export function keepReport(name: string, report: string): string {
  const date = new Date().toISOString().slice(0, 10);
  const machine = toName(`${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`);
  const folder = fileURLToPath(new URL(`../results/${date}-${machine}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.md`);
  writeFileSync(path, report);
  return path;
}

function toName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
