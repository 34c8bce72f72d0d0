import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WebtestConfig } from '../config.ts';
import { fetchPackages } from '../debian/fetch-packages.ts';
import { libraryFolders } from '../debian/library-folders.ts';
import { webtestError } from '../errors.ts';
import { findStarters, writeStarter } from '../starters.ts';

/** Programs that tests use as peers, and that npm does not bring. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly megabytes: number;
  readonly packages: readonly [string, ...string[]];
  readonly programs: readonly string[];
}

export const redis: Tool = {
  name: 'redis',
  title: 'Redis',
  megabytes: 6,
  packages: ['redis-server', 'redis-tools'],
  programs: ['redis-server', 'redis-cli', 'redis-benchmark'],
};

export const strace: Tool = {
  name: 'strace',
  title: 'strace',
  megabytes: 2,
  packages: ['strace'],
  programs: ['strace'],
};

/** The folder to put before the PATH so that the tool's programs are found; undefined where they are already. */
export async function provideTool(
  tool: Tool,
  config: WebtestConfig,
  say: (text: string) => void,
): Promise<string | undefined> {
  if (tool.programs.every((name) => config.path.some((folder) => existsSync(join(folder, name)))))
    return undefined;
  const folder = join(config.cacheFolder, tool.name);
  const find = () => findStarters(folder, tool.programs);
  return (
    find() ??
    fetchPackages(
      folder,
      { ...tool, complete: (root, target) => writeStarters(tool, root, target) },
      find,
      say,
    )
  );
}

/** Scripts of the programs' names that start them with the libraries that were fetched with them. */
function writeStarters(tool: Tool, root: string, target: string): void {
  mkdirSync(join(root, 'starters'));
  const libraries = libraryFolders(root)
    .map((folder) => folder.replace(root, target))
    .join(':');
  for (const name of tool.programs) {
    if (!existsSync(join(root, 'usr/bin', name)))
      throw webtestError('FETCH_FAILED', `Debian’s ${tool.title} has no ${name}`);
    writeStarter(
      join(root, 'starters', name),
      `LD_LIBRARY_PATH='${libraries}' exec '${target}/usr/bin/${name}' "$@"`,
    );
  }
}
