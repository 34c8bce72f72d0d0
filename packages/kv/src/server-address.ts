import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@oremill/runtime';
import { z } from 'zod';

/** Where the server of a store listens: beside the datasets, for who works on the same machine. */
const addressSchema = z.object({ host: z.string(), port: z.number().int(), process: z.string() });
export type ServerAddress = z.infer<typeof addressSchema>;

const fileOf = (storeFolder: string): string => join(storeFolder, 'server.json');

export function writeServerAddress(storeFolder: string, address: ServerAddress): void {
  writeFileAtomic(fileOf(storeFolder), `${JSON.stringify(address)}\n`, 0o600);
}

/** Undefined when there is none; that of a killed server is stale, so only a connection says whether it runs. */
export function readServerAddress(storeFolder: string): ServerAddress | undefined {
  try {
    return addressSchema.parse(JSON.parse(readFileSync(fileOf(storeFolder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function removeServerAddress(storeFolder: string): void {
  rmSync(fileOf(storeFolder), { force: true });
}
