import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace that this script is part of. */
export function workspaceFolder() {
  return realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'));
}

/**
 * Every package.json of the workspace, the root's first, as paths relative to `root`.
 * @param {string} root
 */
export function packageFiles(root) {
  const files = ['package.json'];
  for (const group of ['apps', 'packages', 'tooling']) {
    for (const name of foldersIn(join(root, group))) {
      const path = join(group, name, 'package.json');
      if (readIfPresent(join(root, path)) !== undefined) files.push(path);
    }
  }
  return files;
}

/**
 * The file's text, or undefined when there is none.
 * @param {string} path
 */
export function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(Object(error).code)) return undefined;
    throw error;
  }
}

/**
 * All files below `folder`, sorted, relative to it and with `/`; none when the folder is absent.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  const files = [];
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory()) {
      for (const file of filesBelow(join(folder, entry.name))) files.push(`${entry.name}/${file}`);
    } else files.push(entry.name);
  }
  return files.map((file) => file.replaceAll(sep, '/')).sort();
}

/** @param {string} folder */
function foldersIn(folder) {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (Object(error).code === 'ENOENT') return [];
    throw error;
  }
}
