import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeProgram } from './install.mjs';

/** @typedef {{ name: string, reason: string }} MissingPart */

/**
 * Provides what the tests need beyond npm's packages, and returns what cannot be had.
 * @param {string} root
 * @returns {MissingPart[]}
 */
export function provideSystemParts(root) {
  const script = join(root, 'packages', 'webtest', 'src', 'provide.ts');
  const result = spawnSync(nodeProgram(root), [script], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) return [{ name: 'chromium', reason: 'the search for it failed, see above' }];
  return JSON.parse(result.stdout).missing;
}
