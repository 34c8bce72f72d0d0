import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of scripts that start fetched programs, of the first version in `folder` that has all these. */
export function findStarters(folder: string, programs: readonly string[]): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name, 'starters'))
    .find((starters) => programs.every((name) => existsSync(join(starters, name))));
}

/** A script that is started in place of a program; `command` is one line of sh. */
export function writeStarter(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}
