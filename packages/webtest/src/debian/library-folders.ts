import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Libraries that Debian keeps apart, found by the run path of an installed one only. */
const SUBFOLDERS = ['', 'nss', 'pulseaudio'];

/** Folders of unpacked packages that hold shared libraries: `usr/lib/x86_64-linux-gnu` and its siblings, whatever the machine's architecture is called. */
export function libraryFolders(root: string): string[] {
  const folders: string[] = [];
  for (const base of ['usr/lib', 'lib']) {
    const path = join(root, base);
    if (!existsSync(path)) continue;
    for (const name of readdirSync(path)) {
      if (name.endsWith('-linux-gnu')) folders.push(...SUBFOLDERS.map((sub) => join(path, name, sub)));
    }
  }
  return folders.filter((folder) => existsSync(folder));
}
