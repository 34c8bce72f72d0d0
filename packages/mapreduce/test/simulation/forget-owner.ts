import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The recorded process is this one, which lives on: what it left must look like that of one that is gone. */
export function forgetOwner(state: string): void {
  if (!existsSync(state)) return;
  const text = readFileSync(state, 'utf8');
  writeFileSync(state, text.replace(/"owner": "[^"]*"/, '"owner": "a-boot-long-ago:1:1"'));
}
