import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { platformError } from '@oremill/types';
import type { ClusterOptions } from './cluster.ts';
import { SUPERUSER } from './cluster.ts';
import { clusterFolder } from './place.ts';

/**
 * Gives the superuser a new password where the file with the old one is lost, so that the data is not. Postgres
 * without its server asks for no password: whoever may run it owns the files.
 */
export function resetPassword(options: ClusterOptions): void {
  const { account } = options;
  const program = join(options.nativeFolder, 'bin', 'postgres');
  const { status, stderr } = spawnSync(
    program,
    ['--single', '-D', clusterFolder(options.stateFolder), 'postgres'],
    {
      cwd: '/',
      env: {
        LC_ALL: 'C',
        LD_LIBRARY_PATH: options.librariesFolder,
        DYLD_LIBRARY_PATH: options.librariesFolder,
      },
      // Not in the arguments, which every user of the machine can list.
      input: `ALTER ROLE ${SUPERUSER} PASSWORD '${options.password}'\n`,
      encoding: 'utf8',
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    },
  );
  if (status === 0 && !/ERROR|FATAL|PANIC/.test(stderr)) return;
  throw platformError(
    'DATABASE_UNUSABLE',
    `cannot set a new password for the database in ${options.stateFolder}`,
    {
      hint: 'database.json of the data folder is missing: put it back from a backup.',
      cause: new Error(stderr),
    },
  );
}
