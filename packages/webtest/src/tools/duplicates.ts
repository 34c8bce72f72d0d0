import { execFile } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WebtestConfig } from '../config.ts';
import { webtestError } from '../errors.ts';
import { fetchOnce } from '../fetch-once.ts';
import { findStarters, writeStarter } from '../starters.ts';

const VERSION = '4.3.0';
const FETCH_TIMEOUT_MS = 5 * 60_000;

/** jscpd, which finds code that is there more than once in many languages: the folder to put before the PATH. From npm, since Debian has none. */
export async function provideDuplicateFinder(
  config: WebtestConfig,
  say: (text: string) => void,
): Promise<string> {
  const folder = join(config.cacheFolder, 'jscpd');
  const find = () => findStarters(folder, ['jscpd']);
  return (
    find() ??
    fetchOnce(folder, 'jscpd', find, async (staging) => {
      say('jscpd is not installed: fetching it into the cache folder (about 20 MB) …');
      const root = join(staging, 'root');
      mkdirSync(join(root, 'starters'), { recursive: true });
      await install(root);
      const target = join(folder, VERSION);
      const script = `${target}/node_modules/jscpd/bin/jscpd`;
      writeStarter(join(root, 'starters/jscpd'), `exec node '${script}' "$@"`);
      renameSync(root, target);
      say(`jscpd ${VERSION} is in ${target}`);
    })
  );
}

async function install(root: string): Promise<void> {
  const options = ['--prefix', root, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  try {
    await promisify(execFile)('npm', ['install', ...options, `jscpd@${VERSION}`], {
      cwd: root,
      timeout: FETCH_TIMEOUT_MS,
    });
  } catch (cause) {
    throw webtestError('FETCH_FAILED', `npm could not fetch jscpd ${VERSION}`, {
      hint: 'Check the network and the disk, then run this again.',
      cause,
    });
  }
}
