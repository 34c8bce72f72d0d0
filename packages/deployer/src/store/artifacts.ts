import { existsSync } from 'node:fs';
import { mkdir, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@oremill/runtime';
import { type Artifact, deployerError } from '@oremill/types';
import { packArchive, unpackArchive } from './archive.ts';

/** Files that steps keep, by the sha256 of their archive: what is the same is there once. */
export interface Artifacts {
  /** `paths` below `root`, which is resolved. */
  keep(name: string, root: string, paths: readonly string[]): Promise<Artifact>;
  unpack(artifact: Artifact, root: string): Promise<void>;
  /** Its compressed archive: tar with zstd. */
  pathOf(digest: string): string;
}

export interface ArtifactsOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly archiveBytesMax: number;
}

export function openArtifacts({ archiveBytesMax, clock, folder }: ArtifactsOptions): Artifacts {
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), `${digest}.tar.zst`);
  return {
    pathOf,
    async keep(name, root, paths) {
      // Its name is known when it is whole.
      const made = join(folder, `${process.pid}-${crypto.randomUUID()}.new`);
      const packed = await packArchive(made, { root, paths, bytesMax: archiveBytesMax, isTimeless: true });
      await mkdir(join(folder, packed.digest.slice(0, 2)), { recursive: true });
      await rename(made, pathOf(packed.digest));
      return { name, ...packed };
    },
    async unpack({ digest, name }, root) {
      const path = pathOf(digest);
      if (!existsSync(path)) {
        throw deployerError(
          'ARTIFACT_MISSING',
          `the artifact ${name} (${digest.slice(0, 12)}) is not kept any more`,
          {
            hint: 'Run its step again.',
          },
        );
      }
      await unpackArchive(path, root);
      await touch(path, clock);
    },
  };
}

/** A file is as old as its last use. */
export async function touch(path: string, clock: Clock): Promise<void> {
  const now = new Date(clock.nowMs());
  // It may have been removed after it was read.
  await utimes(path, now, now).catch(() => {});
}
