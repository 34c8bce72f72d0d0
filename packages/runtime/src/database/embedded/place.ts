import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { platformError } from '@oremill/types';
import { makePrivateFolder } from '../../files/atomic.ts';
import { keepOwner } from '../database-file.ts';
import { canExecute, chooseAccount, ownerOf, readAccounts, type SystemAccount } from './account.ts';

/** Where root keeps what the server's account cannot reach in the data folder. */
export const SYSTEM_FOLDER = '/var/lib/oremill';

export const POSTGRES_MAJOR = 18;

/** Where the embedded server's files are, and whom it runs as (undefined: as this process). */
export interface Place {
  readonly stateFolder: string;
  readonly account: SystemAccount | undefined;
}

export function clusterFolder(stateFolder: string): string {
  return join(stateFolder, String(POSTGRES_MAJOR));
}

/**
 * Finds or makes the folder of the embedded server. `recorded` is the one that an earlier start chose: data
 * stays where it is, whatever the permissions have become since.
 */
export function preparePlace(dataFolder: string, recorded: string | undefined, sudoUid?: number): Place {
  const inside = join(dataFolder, 'postgres');
  if (process.getuid?.() !== 0) {
    makePrivateFolder(inside);
    return { stateFolder: inside, account: undefined };
  }
  const outside = outsideFolder(dataFolder);
  const clusterOwner = [recorded, inside, outside]
    .map((folder) => (folder === undefined ? undefined : ownerOf(clusterFolder(folder))))
    .find((owner) => owner !== undefined);
  const dataOwner = ownerOf(dataFolder);
  const account = chooseAccount({ accounts: readAccounts(), clusterOwner, dataOwner, sudoUid });
  if (!account) {
    throw platformError('DATABASE_UNUSABLE', 'Postgres does not run as root, and there is no other account', {
      hint: 'Run Oremill as an ordinary user, or set DATABASE_URL to a Postgres server.',
    });
  }
  const stateFolder = recorded ?? (admitAccount(dataFolder, account) ? inside : outside);
  // 711: the account passes through to the cluster, which is its own, and reads nothing on the way.
  for (const folder of stateFolder === outside ? [SYSTEM_FOLDER, stateFolder] : [stateFolder]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    keepOwner(folder);
  }
  return { stateFolder, account };
}

/** The same for the same data folder, so that lost credentials do not lose the data. */
export function outsideFolder(dataFolder: string): string {
  return join(SYSTEM_FOLDER, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
}

/**
 * Whether the account can come into the data folder, after letting it through the folder itself if that is
 * root's. Folders above it are not ours to open.
 */
function admitAccount(dataFolder: string, account: SystemAccount): boolean {
  if (canExecute(account, dataFolder)) return true;
  const { uid, mode } = statSync(dataFolder);
  if (uid !== 0 || !canExecute(account, dirname(dataFolder))) return false;
  // Through its group: nobody else gets in.
  chownSync(dataFolder, 0, account.gid);
  chmodSync(dataFolder, (mode & 0o7777) | 0o010);
  return canExecute(account, dataFolder);
}
