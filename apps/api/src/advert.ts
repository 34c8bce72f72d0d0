import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@oremill/runtime';
import { z } from 'zod';

const advertSchema = z.object({ address: z.string(), pid: z.number() });

/** Where the platform that uses a data folder listens; for the message to the one that comes second. */
export type Advert = z.infer<typeof advertSchema>;

const fileOf = (dataFolder: string): string => join(dataFolder, 'platform.json');

export function writeAdvert(dataFolder: string, advert: Advert): void {
  writeFileAtomic(fileOf(dataFolder), `${JSON.stringify(advert)}\n`, 0o600);
}

/** Undefined when there is none; one of a killed platform is stale, so only the lock says whether it runs. */
export function readAdvert(dataFolder: string): Advert | undefined {
  try {
    return advertSchema.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function removeAdvert(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}
