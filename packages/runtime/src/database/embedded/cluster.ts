import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { platformError } from '@oremill/types';
import { syncFolder } from '../../files/atomic.ts';
import type { SystemAccount } from './account.ts';
import { startGuarded } from './guarded-process.ts';
import { endProcessesIn } from './leftovers.ts';
import { clusterFolder, POSTGRES_MAJOR } from './place.ts';
import { explainFailure, withLogFile } from './server-log.ts';

export const SUPERUSER = 'oremill';

/** What a killed start may leave in the state folder. */
const UNFINISHED = '.init-';
const PASSWORD = '.password';

export interface ClusterOptions {
  readonly stateFolder: string;
  readonly account: SystemAccount | undefined;
  readonly nativeFolder: string;
  readonly librariesFolder: string;
  readonly password: string;
}

/** Makes the cluster's folder unless it is there. It gets its name when it is complete, so a kill leaves none. */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { stateFolder, account } = options;
  const cluster = clusterFolder(stateFolder);
  await sweepUnfinished(stateFolder);
  if (existsSync(cluster)) return;
  refuseOtherMajor(stateFolder);
  // A name of its own: initdb empties its folder when it fails, and one that a kill left may be about to.
  const unfinished = `${cluster}${UNFINISHED}${process.pid}`;
  const passwordFile = `${cluster}${PASSWORD}`;
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    if (account) {
      for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
    }
    await initialise(options, unfinished, passwordFile);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
  syncFolder(dirname(cluster));
}

async function sweepUnfinished(stateFolder: string): Promise<void> {
  for (const name of readdirSync(stateFolder)) {
    const path = join(stateFolder, name);
    if (name.endsWith(PASSWORD)) rmSync(path);
    if (!name.includes(UNFINISHED)) continue;
    await endProcessesIn(path);
    rmSync(path, { recursive: true, maxRetries: 10 });
  }
}

/** The builtin locale needs none of the machine's, so an upgrade of its C library cannot reorder an index. */
async function initialise(options: ClusterOptions, folder: string, passwordFile: string): Promise<void> {
  const logPath = join(options.stateFolder, 'initdb.log');
  const exit = await withLogFile(logPath, async (logFile) => {
    const program = await startGuarded({
      program: join(options.nativeFolder, 'bin', 'initdb'),
      arguments: [
        `--pgdata=${folder}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth-local=scram-sha-256',
        '--auth-host=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--data-checksums',
        '--no-instructions',
        '--set=timezone=UTC',
        '--set=log_timezone=UTC',
      ],
      account: options.account,
      librariesFolder: options.librariesFolder,
      logFile,
    });
    return program.ended;
  });
  if (exit !== 0) throw explainFailure(`cannot prepare a database in ${options.stateFolder}`, logPath);
}

function refuseOtherMajor(stateFolder: string): void {
  const other = readdirSync(stateFolder).find((name) => /^\d+$/.test(name));
  if (!other) return;
  throw platformError('DATA_UNUSABLE', `${join(stateFolder, other)} holds the data of Postgres ${other}`, {
    hint: `This Oremill runs Postgres ${POSTGRES_MAJOR}. Use the version that wrote the data, or set OREMILL_DATA to a new folder.`,
  });
}
