import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AppError, platformError } from '@oremill/types';
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

/** Finds or makes the folder of the embedded server. `recorded` is the one that an earlier start chose. */
export function preparePlace(dataFolder: string, recorded: string | undefined, sudoUid?: number): Place {
  const inside = join(dataFolder, 'postgres');
  if (process.getuid?.() !== 0) {
    makePrivateFolder(inside);
    return { stateFolder: inside, account: undefined };
  }
  const outside = outsideFolder(dataFolder);
  // A cluster that is there stays where it is, whatever the permissions have become since.
  const existing = [recorded, inside, outside].find(
    (folder) => folder !== undefined && ownerOf(clusterFolder(folder)) !== undefined,
  );
  const clusterOwner = existing === undefined ? undefined : ownerOf(clusterFolder(existing));
  const dataOwner = ownerOf(dataFolder);
  const account = chooseAccount({ accounts: readAccounts(), clusterOwner, dataOwner, sudoUid });
  if (!account) {
    throw platformError('DATABASE_UNUSABLE', 'Postgres does not run as root, and there is no other account', {
      hint: 'Run Oremill as an ordinary user, or set DATABASE_URL to a Postgres server.',
    });
  }
  const isAdmitted = admitAccount(dataFolder, account);
  const stateFolder = existing ?? recorded ?? (isAdmitted ? inside : outside);
  if (stateFolder === inside && !isAdmitted) throw shutOut(dataFolder, account);
  // 711: the account passes through to the cluster, which is its own, and reads nothing on the way.
  for (const folder of stateFolder === outside ? [SYSTEM_FOLDER, stateFolder] : [stateFolder]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    keepOwner(folder);
  }
  return { stateFolder, account };
}

function shutOut(dataFolder: string, account: SystemAccount): AppError {
  return platformError(
    'DATA_UNUSABLE',
    `account ${account.name}, which owns the database, cannot come into ${dataFolder}`,
    {
      hint: `Let it through the folders above: chmod o+x each of them.`,
    },
  );
}

/** The same for the same data folder, so that lost credentials do not lose the data. */
export function outsideFolder(dataFolder: string): string {
  return join(SYSTEM_FOLDER, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
}

/**
 * Whether the account can come into the data folder, after letting it through the folders that are root's and ours
 * to open: the data folder itself, and in the temporary folder those above it. (Whoever makes a private folder there
 * means to throw it away, and what is kept elsewhere would outlive it.)
 */
function admitAccount(dataFolder: string, account: SystemAccount): boolean {
  const temporary = realpathSync(tmpdir());
  const ours = [dataFolder];
  for (let folder = dirname(dataFolder); folder.startsWith(`${temporary}/`); folder = dirname(folder)) {
    ours.unshift(folder);
  }
  for (const folder of ours) {
    if (canExecute(account, folder)) continue;
    const { uid, mode } = statSync(folder);
    if (uid !== 0 || !canExecute(account, dirname(folder))) return false;
    // Through its group: nobody else gets in.
    chownSync(folder, 0, account.gid);
    chmodSync(folder, (mode & 0o7777) | 0o010);
  }
  return canExecute(account, dataFolder);
}
