import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { nodeProgram } from './install.mjs';

const PARENT_CHECK_MS = 500;

/**
 * Runs the platform in the foreground until it ends, and returns its exit code. The platform stops itself when the
 * IPC channel closes: that covers the death of this process, and `watchParent` that of npm or the shell above.
 * @param {string} root
 * @param {string[]} args
 * @param {string} main the platform's entry, relative to `root`
 * @returns {Promise<number>}
 */
export function runPlatform(root, args, main = 'apps/api/src/main.ts') {
  const child = spawn(nodeProgram(root), [join(root, main), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const disconnect = () => {
    if (child.connected) child.disconnect();
  };
  const forward = () => child.kill('SIGTERM');
  process.on('SIGTERM', forward);
  // A terminal sends these to the whole group, and npm once more: the platform has its own copy, and a closed
  // channel tells it the same when only this process was meant.
  process.on('SIGINT', disconnect);
  process.on('SIGHUP', disconnect);
  const watching = watchParent(disconnect);

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watching);
      process.off('SIGTERM', forward).off('SIGINT', disconnect).off('SIGHUP', disconnect);
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * An orphan gets a new parent: whoever started us is gone, and nobody is left to press Ctrl-C.
 * @param {() => void} onOrphaned
 */
function watchParent(onOrphaned) {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onOrphaned();
  }, PARENT_CHECK_MS);
}
