import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../../process/identity.ts';
import {
  type DatabaseFile,
  derivePassword,
  newDatabaseFile,
  readDatabaseFile,
  writeDatabaseFile,
} from '../database-file.ts';
import { closeDatabases, ensureDatabases } from '../databases.ts';
import type { DatabaseServer, DatabaseServerOptions } from '../server.ts';
import { linkLibraries, prepareBinaries } from './binaries.ts';
import { type ClusterOptions, ensureCluster, SUPERUSER } from './cluster.ts';
import { endLeftovers } from './leftovers.ts';
import { clusterFolder, preparePlace, SYSTEM_FOLDER } from './place.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';
import { resetPassword } from './reset-password.ts';
import { prepareRunFolder, removeRunFolder, SOCKET_PORT } from './run-folder.ts';

export interface EmbeddedServerOptions extends DatabaseServerOptions {
  /** Whether other processes may use it while this one runs it. */
  readonly isLent: boolean;
}

/**
 * Starts the server of a data folder: place → binaries → cluster → leftovers → postmaster → databases → advert.
 * The caller holds the folder's lock, and releases it after `close`.
 */
export async function startEmbedded(options: EmbeddedServerOptions): Promise<DatabaseServer> {
  const { dataFolder } = options;
  const recorded = readDatabaseFile(dataFolder);
  const file = recorded ?? newDatabaseFile();
  if (file.live) removeRunFolder(file.live.socketFolder);
  const sudoUid = Number(process.env.SUDO_UID) || undefined;
  const { stateFolder, account } = preparePlace(dataFolder, file.stateFolder, sudoUid);
  const isInside = stateFolder === join(dataFolder, 'postgres');
  const { socketFolder, librariesFolder } = prepareRunFolder(stateFolder, account);
  let postmaster: Postmaster | undefined;
  try {
    const nativeFolder = prepareBinaries(account, join(SYSTEM_FOLDER, 'binaries'));
    linkLibraries(nativeFolder, librariesFolder);
    const password = derivePassword(file, SUPERUSER);
    const cluster: ClusterOptions = { stateFolder, account, nativeFolder, librariesFolder, password };
    const isNew = !existsSync(clusterFolder(stateFolder));
    // On disk before the cluster that it opens.
    const stored: DatabaseFile = { version: 1, key: file.key, ...(isInside ? {} : { stateFolder }) };
    if (isNew) writeDatabaseFile(dataFolder, stored);
    await ensureCluster(cluster);
    if (!isNew) await endLeftovers(clusterFolder(stateFolder), options.log);
    if (!isNew && !recorded) resetPassword(cluster);
    const { isDurable = true, log } = options;
    postmaster = await startPostmaster({ ...cluster, socketFolder, isDurable, log });
    const connection = { host: socketFolder, port: SOCKET_PORT, user: SUPERUSER, password };
    const created = await ensureDatabases({ ...connection, database: 'postgres' }, ['oremill', 'warehouse']);
    if (created.length > 0) {
      await closeDatabases({ ...connection, database: 'postgres' }, ['postgres', 'template1', ...created]);
    }
    const owner = processIdentity() ?? String(process.pid);
    writeDatabaseFile(dataFolder, { ...stored, live: { owner, socketFolder, isLent: options.isLent } });
    const running = postmaster;
    return embeddedServer(stored, socketFolder, async () => {
      // First the advert: nobody should start to use a server that is stopping.
      writeDatabaseFile(dataFolder, stored);
      await running.stop();
      removeRunFolder(socketFolder);
    });
  } catch (error) {
    await postmaster?.stop();
    removeRunFolder(socketFolder);
    throw error;
  }
}

/** The value that callers hold, of a server that runs; `close` is theirs to call, or a borrower's nothing. */
export function embeddedServer(
  file: DatabaseFile,
  socketFolder: string,
  close: () => Promise<void>,
): DatabaseServer {
  return {
    kind: 'embedded',
    connectionFor: (database, account) => ({
      host: socketFolder,
      port: SOCKET_PORT,
      user: account?.user ?? SUPERUSER,
      password: account?.password ?? derivePassword(file, SUPERUSER),
      database,
    }),
    passwordFor: (purpose) => derivePassword(file, `password for ${purpose}`),
    close,
  };
}
