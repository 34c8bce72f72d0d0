import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { webtestError } from '../errors.ts';

const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 10 * 60_000;
const OUTPUT_BYTES_MAX = 64 * 2 ** 20;

/** apt with lists, state and cache of its own: it reads the machine's sources and keys, and writes nothing there. */
export interface AptSources {
  readonly configFile: string;
}

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
}

/** Fetches private package lists, which have to offer `wanted`. apt then takes `assumed` and what only they need for installed, all else not. */
export async function openApt(
  folder: string,
  assumed: readonly string[],
  wanted: string,
): Promise<AptSources> {
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'log']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const architecture = (await command('dpkg', ['--print-architecture'])).trim();
  const statusFile = join(folder, 'state/status');
  writeFileSync(statusFile, assumed.map((name) => installedEntry(name, architecture)).join(''));
  const apt = { configFile: join(folder, 'apt.conf') };
  writeFileSync(apt.configFile, aptConfig(folder, statusFile));
  try {
    await aptGet(apt, ['update']);
  } catch (error) {
    // One source of several may be out of reach: whether the package is in the others, the next step finds out.
    if (!(await offers(apt, wanted))) throw error;
  }
  return apt;
}

/** The packages, with everything they need, that are to be downloaded. */
export async function listPackages(apt: AptSources, names: readonly string[]): Promise<DebianPackage[]> {
  const plan = await aptGet(apt, ['--simulate', '--no-install-recommends', 'install', ...names]);
  return [...plan.matchAll(/^Inst (\S+) \((\S+) /gm)].map(([, name = '', version = '']) => ({
    name,
    version,
  }));
}

/** Downloads into `folder`; apt checks each file against the signed lists. */
export async function downloadPackages(
  apt: AptSources,
  packages: readonly DebianPackage[],
  folder: string,
): Promise<void> {
  const wanted = packages.map(({ name, version }) => `${name}=${version}`);
  await aptGet(apt, ['download', ...wanted], folder);
}

/** Lays the package's files out below `root`; runs none of its scripts. */
export async function unpackPackage(file: string, root: string): Promise<void> {
  await command('dpkg', ['-x', file, root]);
}

/**
 * Read after the system's own settings. Its hooks are cleared: Debian's containers have one that empties the
 * machine's package cache after each update. Downloads stay with this user, who owns the folders.
 */
function aptConfig(folder: string, statusFile: string): string {
  return `#clear APT::Update;
#clear DPkg;
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
Dir::State "${folder}/state";
Dir::State::status "${statusFile}";
Dir::Cache "${folder}/cache";
Dir::Log "${folder}/log";
`;
}

function installedEntry(name: string, architecture: string): string {
  return `Package: ${name}
Status: install ok installed
Version: 9999:0
Architecture: ${architecture}
Multi-Arch: foreign
Maintainer: none
Description: assumed

`;
}

async function offers(apt: AptSources, name: string): Promise<boolean> {
  const policy = await command('apt-cache', ['-c', apt.configFile, 'policy', name]);
  return /Candidate: \d/.test(policy);
}

async function aptGet(apt: AptSources, args: readonly string[], cwd?: string): Promise<string> {
  return command('apt-get', ['-c', apt.configFile, '-q', '-y', ...args], cwd);
}

async function command(program: string, args: readonly string[], cwd?: string): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      cwd,
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      timeout: COMMAND_TIMEOUT_MS,
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    return stdout;
  } catch (cause) {
    throw commandError(program, args, cause);
  }
}

function commandError(program: string, args: readonly string[], cause: unknown) {
  const { code, stderr } = cause as { code?: string | number; stderr?: string };
  if (code === 'ENOENT') {
    return webtestError('FETCH_FAILED', `it cannot be fetched here: there is no ${program}`, {
      hint: 'Install it yourself, so that it is on the PATH.',
      cause,
    });
  }
  const step = args.find((arg) => /^(update|install|download)$/.test(arg)) ?? args[0];
  const detail = (stderr ?? '').trim().split('\n').slice(-5).join('; ');
  return webtestError('FETCH_FAILED', `${program} ${step} failed while fetching it: ${detail}`, {
    hint: 'Check the network and the disk, or install it yourself and run this again.',
    cause,
  });
}
