import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { packageFiles, readIfPresent } from './workspace.mjs';

const DEPENDENCY_PARTS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'bin',
];

/**
 * Names what an install would lay out: lockfile, pnpm's settings, the dependency parts of each package.json, and
 * the platform whose binaries were chosen. Equal fingerprints need no install; a changed script needs none.
 * @param {string} root
 */
export function installFingerprint(root, platform = `${process.platform}-${process.arch}`) {
  const hash = createHash('sha256').update(platform);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    add(hash, file, readIfPresent(join(root, file)));
  for (const file of packageFiles(root)) {
    const manifest = JSON.parse(readIfPresent(join(root, file)) ?? '{}');
    const parts = [manifest.name, manifest.packageManager, ...DEPENDENCY_PARTS.map((part) => manifest[part])];
    add(hash, file, JSON.stringify(parts));
  }
  return hash.digest('hex');
}

/**
 * Adds a named text so that no two lists of them hash alike.
 * @param {import('node:crypto').Hash} hash
 * @param {string} name
 * @param {string | undefined} text
 */
export function add(hash, name, text) {
  hash.update(`\n${name}\0${text === undefined ? 'absent' : text.length}\0${text ?? ''}`);
}
