import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Remains } from './forgetful-disk.ts';

/** Makes the folder hold what the power cut left. */
export function restore(path: string, remains: Remains): void {
  if (Buffer.isBuffer(remains)) {
    writeFileSync(path, remains);
    return;
  }
  mkdirSync(path, { recursive: true });
  for (const [name, child] of Object.entries(remains)) restore(join(path, name), child);
}

/** The recorded process is this one, which lives on: what it left must look like that of one that is gone. */
export function forgetOwner(state: string): void {
  if (!existsSync(state)) return;
  const text = readFileSync(state, 'utf8');
  writeFileSync(state, text.replace(/"owner": "[^"]*"/, '"owner": "a-boot-long-ago:1:1"'));
}
