import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '@oremill/runtime';
import type { PipelineCache } from '@oremill/types';
import { packArchive, unpackArchive } from './archive.ts';
import { touch } from './artifacts.ts';
import { matchFiles } from './match-files.ts';

export interface CacheName {
  readonly repository: string;
  readonly name: string;
}

/** Folders that are kept between runs of a repository. */
export interface Caches {
  /** Of the content of the files that the cache names, and of what it holds. */
  keyOf(cache: PipelineCache, root: string): Promise<string>;
  /** `hit`: of this very key; `near`: the newest; `missed`; `there`: the run has its folders already. */
  restore(
    name: CacheName,
    cache: PipelineCache,
    key: string,
    root: string,
  ): Promise<'hit' | 'near' | 'missed' | 'there'>;
  has(name: CacheName, key: string): boolean;
  save(
    name: CacheName,
    cache: PipelineCache,
    key: string,
    root: string,
  ): Promise<{ bytes: number; files: number }>;
}

export interface CachesOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly archiveBytesMax: number;
}

const ENDING = '.tar.zst';

export function openCaches({ archiveBytesMax, clock, folder }: CachesOptions): Caches {
  const folderOf = ({ name, repository }: CacheName) => join(folder, repository, name);
  return {
    async keyOf({ key, paths }, root) {
      const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, paths]));
      for (const path of await matchFiles(root, key)) {
        hash.update(`\0${path}\0`);
        await pipeline(createReadStream(join(root, path)), async (chunks) => {
          for await (const chunk of chunks) hash.update(chunk as Buffer);
        });
      }
      return hash.digest('hex').slice(0, 32);
    },
    async restore(name, { fallback, paths }, key, root) {
      if (paths.some((path) => existsSync(join(root, path)))) return 'there';
      const exact = join(folderOf(name), key + ENDING);
      const found = existsSync(exact) ? exact : fallback ? await newestIn(folderOf(name)) : undefined;
      if (found === undefined) return 'missed';
      await unpackArchive(found, root);
      await touch(found, clock);
      return found === exact ? 'hit' : 'near';
    },
    has: (name, key) => existsSync(join(folderOf(name), key + ENDING)),
    async save(name, { paths }, key, root) {
      const options = { root, paths, bytesMax: archiveBytesMax, isTimeless: false };
      return packArchive(join(folderOf(name), key + ENDING), options);
    },
  };
}

async function newestIn(folder: string): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  const files = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  const aged = await Promise.all(
    files.map(async (name) => ({ path: join(folder, name), atMs: (await stat(join(folder, name))).mtimeMs })),
  );
  return aged.sort((one, other) => other.atMs - one.atMs)[0]?.path;
}
