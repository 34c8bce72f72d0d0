import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeProgram } from './install.mjs';

/** @typedef {{ name: string, reason: string }} MissingPart */

/**
 * Provides what the tests need beyond npm's packages: what cannot be had, and the folders that belong before the PATH.
 * @param {string} root
 * @returns {{ missing: MissingPart[], path: string[] }}
 */
export function provideSystemParts(root) {
  const script = join(root, 'packages', 'webtest', 'src', 'provide.ts');
  const result = spawnSync(nodeProgram(root), [script], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) {
    return { missing: [{ name: 'system parts', reason: 'the search for them failed, see above' }], path: [] };
  }
  return JSON.parse(result.stdout);
}
