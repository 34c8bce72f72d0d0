import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** A folder of its own for each call, removed after the test. */
export function useScratch(): () => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'mapreduce-'));
    folders.push(folder);
    return folder;
  };
}

export function writeInput(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The parts of an output, one after the other. */
export function readParts(output: string): Record<string, string> {
  const names = readdirSync(output).filter((name) => name.startsWith('part-'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(output, name), 'latin1')]));
}

/** All rows, sorted as `LC_ALL=C sort` does. */
export function readRows(output: string): string {
  const text = Object.values(readParts(output)).join('');
  // Latin-1 gives each byte a character of its own, so characters sort as bytes.
  const lines = text.split('\n').slice(0, -1).sort(byCharacter);
  return lines.map((line) => `${line}\n`).join('');
}

function byCharacter(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
