import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import { verifyImage } from '../image/open-image.ts';
import { sealOf } from './image-seal.ts';
import { type LeaderClient, PieceDamaged } from './leader-client.ts';
import type { ListedImage } from './leader-list.ts';
import { pullFile } from './pull-file.ts';

export interface PullVersion {
  readonly dataset: string;
  readonly version: number;
  /** Its parts. */
  readonly images: readonly ListedImage[];
  /** Where they go; what an earlier try left there is gone on with. */
  readonly folder: string;
  readonly files: Files;
  readonly client: LeaderClient;
  readonly onProgress: (pulledBytes: number, totalBytes: number) => void;
}

/** Where a pulled part waits until it has its place: two versions may be the same image, and each needs its own. */
export function pulledImage(folder: string, version: number, part: number, seal: string): string {
  return join(folder, `${version}-${part}-${seal}.image`);
}

/** Pulls all files of a version, each to its `pulledImage`, and checks every byte of them. */
export async function pullVersion(options: PullVersion): Promise<void> {
  const { dataset, version, images, folder, files, client, onProgress } = options;
  const totalBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  let pulledBytes = 0;
  for (const [part, { bytes, seal }] of images.entries()) {
    const whole = pulledImage(folder, version, part, seal);
    const path = `${whole}.part`;
    if (existsSync(whole)) continue;
    const place = { dataset, version, part };
    const read = (offset: number) => client.image(place, offset);
    const before = pulledBytes;
    await pullFile({
      path,
      bytes,
      files,
      read,
      onProgress: (done) => {
        pulledBytes = before + done;
        onProgress(pulledBytes, totalBytes);
      },
    });
    await check(path, seal);
    files.rename(path, whole);
    pulledBytes = before + bytes;
  }
}

/** What is not the leader's is not kept: another try begins anew. */
async function check(path: string, seal: string): Promise<void> {
  try {
    if (sealOf(path).seal !== seal) throw new PieceDamaged(`${path} is not the leader’s`);
    await verifyImage(path);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
