import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError } from './fail-clearly.mjs';
import { add, installFingerprint } from './fingerprint.mjs';
import { nodeProgram } from './install.mjs';
import { runStep } from './run-step.mjs';
import { filesBelow, readIfPresent } from './workspace.mjs';

/** What the bundle is made from: a change below one of these needs a build. */
const SOURCES = ['apps/admin', 'packages/types/src'];
const NOT_SOURCES = /^apps\/admin\/(dist|node_modules|test|\.turbo)\//;

/**
 * Builds the screens when their sources changed since the last build; no task runner, so no cache to explain.
 * @param {string} root
 * @param {import('./lock.mjs').Lock} lock
 */
export async function buildAdmin(root, lock) {
  const admin = join(root, 'apps', 'admin');
  // The stamp lies in dist, which the build empties first: a build that was killed leaves none.
  const stamp = join(admin, 'dist', '.built-from');
  const sources = adminFingerprint(root);
  if (readIfPresent(stamp) === sources) return;
  rmSync(stamp, { force: true });
  const result = await runStep({
    title: 'Building the admin screens',
    command: nodeProgram(root),
    args: [join(admin, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    cwd: admin,
    env: { ...process.env, NODE_ENV: 'production', DO_NOT_TRACK: '1' },
    lock,
  });
  if (!result.isDone) {
    throw new BootstrapError(
      `Building the admin screens failed:\n${result.output}\n`,
      'If you changed apps/admin, the lines above say where; if not, run `git status` there.',
    );
  }
  writeFileSync(stamp, sources);
}

/** @param {string} root */
export function adminFingerprint(root) {
  const hash = createHash('sha256').update(installFingerprint(root));
  for (const folder of SOURCES) {
    for (const name of filesBelow(join(root, folder))) {
      const file = `${folder}/${name}`;
      if (!NOT_SOURCES.test(file)) add(hash, file, readIfPresent(join(root, file)));
    }
  }
  return hash.digest('hex');
}
