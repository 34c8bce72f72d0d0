import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BootstrapError } from './fail-clearly.mjs';
import { installFingerprint } from './fingerprint.mjs';
import { runStep } from './run-step.mjs';
import { packageFiles, readIfPresent } from './workspace.mjs';

// Everything is needed, whatever NODE_ENV or npm's settings say: the Node itself is an optional dependency.
const PNPM_OPTIONS = ['--prod=false', '--config.optional=true', '--reporter=append-only'];

/**
 * Makes node_modules what the lockfile says. Spawns nothing when it is already so, and so needs no network then.
 * @param {string} root
 * @param {import('./lock.mjs').Lock} lock
 * @param {NodeJS.ProcessEnv} env
 */
export async function install(root, lock, env = process.env) {
  if (isInstalled(root)) return;
  const stamp = stampFile(root);
  rmSync(stamp, { force: true });
  const result = await runStep({
    title: 'Installing packages',
    command: 'npx',
    // The first include wins over `omit` and `optional` in a person's npm settings: pnpm's program is optional.
    args: ['-y', '--include=optional', packageManager(root), 'install', '--frozen-lockfile', ...PNPM_OPTIONS],
    cwd: root,
    env: installEnvironment(root, env),
    lock,
  });
  if (!result.isDone) throw installError(result.output);
  if (!existsSync(nodeProgram(root))) {
    throw new BootstrapError(
      `The install brought no Node (${nodeProgram(root)} is missing).`,
      'Optional packages were left out: look for `optional=false` or `omit=optional` in your npm settings.',
    );
  }
  writeFileSync(stamp, installFingerprint(root));
}

/** The Node that everything after the install runs on: @param {string} root */
export function nodeProgram(root) {
  return join(root, 'node_modules', '.bin', 'node');
}

/** @param {string} root */
export function isInstalled(root) {
  return (
    readIfPresent(stampFile(root)) === installFingerprint(root) &&
    existsSync(nodeProgram(root)) &&
    packageFiles(root).every((file) => hasItsFolder(root, file))
  );
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.oremill-installed');
}

/**
 * A package with dependencies has its own node_modules; someone may have deleted one.
 * @param {string} root
 * @param {string} file
 */
function hasItsFolder(root, file) {
  const { dependencies, devDependencies } = JSON.parse(readIfPresent(join(root, file)) ?? '{}');
  const isBare = Object.keys({ ...dependencies, ...devDependencies }).length === 0;
  return isBare || existsSync(join(root, file, '..', 'node_modules'));
}

/** `pnpm@12.21.0`: @param {string} root */
function packageManager(root) {
  return JSON.parse(readIfPresent(join(root, 'package.json')) ?? '{}').packageManager;
}

/**
 * The person's environment without what would leave dependencies out. A home that cannot be written to is
 * replaced by a folder of the workspace, with the person's npm settings.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function installEnvironment(root, env) {
  const clean = Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(node_env|npm_config_(omit|include|only|production|dev|optional|global))$/i.test(name),
    ),
  );
  const settings = {
    ...clean,
    CI: 'true',
    npm_config_update_notifier: 'false',
    // npm's own two retries take 70 seconds to say that there is no network.
    npm_config_fetch_retries: env.npm_config_fetch_retries ?? '1',
  };
  const home = env.HOME ?? homedir();
  if (isWritable(home)) return settings;
  const replacement = join(root, 'node_modules', '.cache', 'oremill', 'home');
  mkdirSync(replacement, { recursive: true });
  const userSettings = join(home, '.npmrc');
  const userconfig = env.npm_config_userconfig ?? (existsSync(userSettings) ? userSettings : undefined);
  return {
    ...settings,
    HOME: replacement,
    npm_config_cache: join(replacement, '.npm'),
    ...(userconfig === undefined ? {} : { npm_config_userconfig: userconfig }),
  };
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} output */
function installError(output) {
  return new BootstrapError(`Installing the packages failed:\n${output}\n`, hintFor(output));
}

/**
 * The next step that the printed output of a failed install suggests.
 * @param {string} printed
 */
export function hintFor(printed) {
  // pnpm wraps its messages to the width of a terminal, in the middle of a phrase.
  const output = printed.replaceAll(/\s+/g, ' ');
  if (/ENOSPC|EDQUOT|no space left/i.test(output)) {
    return 'The disk is full: about 1.5 GB are needed below the workspace and the home folder together.';
  }
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output)) {
    return 'A package.json and pnpm-lock.yaml disagree: run `npx pnpm install` and commit the lockfile.';
  }
  if (/Could not download the pnpm/.test(output)) {
    return 'npx keeps a pnpm that was installed without its optional program: delete ~/.npm/_npx, then try again.';
  }
  if (/npx: .*ENOENT/.test(output)) return 'npx was not found: npm must be on PATH.';
  if (/EACCES|EPERM|EROFS|permission denied/i.test(output)) {
    return 'A folder cannot be written to: the workspace and the npm cache must belong to you.';
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|network|dns error|fetch failed|error sending request/i.test(
      output,
    )
  ) {
    return 'The npm registry was not reached: check the network, and `npm config get registry` and `proxy`.';
  }
  return 'Run the same command again; if it fails again, delete node_modules first.';
}
