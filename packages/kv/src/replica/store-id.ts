import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { z } from 'zod';

const storeFileSchema = z.object({
  /** Of this store and all that follow it: a replica takes over its leader's. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
});

/** What a store is known by to those that follow it; undefined until somebody does. Throws CONFIG_INVALID. */
export function readStoreId(storeFolder: string): string | undefined {
  const path = fileOf(storeFolder);
  if (!existsSync(path)) return undefined;
  try {
    return storeFileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).id;
  } catch (error) {
    throw kvError('CONFIG_INVALID', `${path} does not say which store this is`, {
      hint: 'It was changed by hand. Remove it: replicas of this store have to begin with empty data folders then.',
      cause: error,
    });
  }
}

export function writeStoreId(storeFolder: string, id: string): void {
  writeFileAtomic(fileOf(storeFolder), `${JSON.stringify({ id })}\n`, 0o600);
}

export function forgetStoreId(storeFolder: string): void {
  rmSync(fileOf(storeFolder), { force: true });
}

function fileOf(storeFolder: string): string {
  return join(storeFolder, 'store.json');
}
