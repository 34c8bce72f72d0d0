import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, type OutputManifest } from '@oremill/types';

export interface JobOutputOptions {
  readonly pairs: number;
  readonly parts: number;
  /** Stands in each value, so that two outputs with the same keys differ in all values. */
  readonly mark: string;
  readonly valueBytes?: number;
}

/** Every eighth key has a tag, as users write them to keep keys together. */
export function keyAt(index: number): string {
  return index % 8 === 0 ? `{user${index % 97}}:${index}` : `key ${index} é`;
}

export function valueAt(index: number, { mark, valueBytes = 24 }: JobOutputOptions): string {
  // Also values that are empty.
  return index % 101 === 0 ? '' : `${mark}:${index}:`.padEnd(valueBytes, 'x');
}

/** Parts and a manifest as a job leaves them. */
export function writeJobOutput(folder: string, options: JobOutputOptions): void {
  mkdirSync(folder, { recursive: true });
  const parts = Array.from({ length: options.parts }, (_, part) => {
    const lines: string[] = [];
    for (let index = part; index < options.pairs; index += options.parts)
      lines.push(`${keyAt(index)}\t${valueAt(index, options)}\n`);
    const bytes = Buffer.from(lines.join(''));
    const path = `part-${String(part).padStart(5, '0')}.tsv`;
    writeFileSync(join(folder, path), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, rows: lines.length, bytes: bytes.length, sha256 };
  });
  const manifest: OutputManifest = {
    version: 1,
    encoding: 'tsv-raw',
    columns: [
      { name: 'key', type: 'text' },
      { name: 'value', type: 'text' },
    ],
    parts,
  };
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
}
