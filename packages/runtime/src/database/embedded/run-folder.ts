import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SystemAccount } from './account.ts';
import { clusterFolder } from './place.ts';

/** Only names the socket file: the server listens on no network. */
export const SOCKET_PORT = 5432;

/** The kernel takes 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_BYTES_MAX = 103;

const TEMPORARY_PREFIX = 'oremill-run-';

export interface RunFolder {
  readonly socketFolder: string;
  readonly librariesFolder: string;
}

/**
 * Where the socket and the links to libraries are: with the state, in folders that only their owner enters. A
 * path too long for a socket, or with a separator of the library path in it, needs a short one instead.
 */
export function prepareRunFolder(stateFolder: string, account: SystemAccount | undefined): RunFolder {
  const cluster = clusterFolder(stateFolder);
  const socketPath = join(cluster, `.s.PGSQL.${SOCKET_PORT}`);
  if (Buffer.byteLength(socketPath) <= SOCKET_PATH_BYTES_MAX && !/[:;]/.test(stateFolder)) {
    return { socketFolder: cluster, librariesFolder: join(stateFolder, 'lib') };
  }
  const folder = mkdtempSync(join(tmpdir(), TEMPORARY_PREFIX));
  if (account) chownSync(folder, account.uid, account.gid);
  return { socketFolder: folder, librariesFolder: join(folder, 'lib') };
}

/** Removes a run folder that was made for its short name; the cluster stays. */
export function removeRunFolder(socketFolder: string): void {
  if (basename(socketFolder).startsWith(TEMPORARY_PREFIX))
    rmSync(socketFolder, { recursive: true, force: true });
}
