import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where the platform keeps its state: `OREMILL_DATA`, else `.data` in the workspace that holds `from`, else
 * `.data` in the working folder.
 */
export function findDataFolder(environment: NodeJS.ProcessEnv, from: string): string {
  if (environment.OREMILL_DATA) return resolve(environment.OREMILL_DATA);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return join(folder, '.data');
    if (folder === dirname(folder)) return resolve('.data');
  }
}
