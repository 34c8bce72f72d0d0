import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Held while one process changes the workspace's node_modules or builds. A child that inherits `fd` keeps the
 * lock alive when this process is killed, so that an orphaned install is waited for and not raced.
 * @typedef {{ fd: number }} Lock
 */

/**
 * Runs `work` while no other process on this machine holds the lock of the same workspace; waits for it.
 *
 * A listening socket, because the kernel drops it with its last holder: no stale lock files. On Linux its name
 * is abstract; elsewhere it is a file, which a killed holder leaves behind and the next one removes.
 * @template Result
 * @param {string} root
 * @param {(lock: Lock) => Promise<Result>} work
 */
export async function withLock(root, work, say = console.error) {
  const name = lockName(root);
  let isWaitingSaid = false;
  for (;;) {
    const held = await listen(name);
    if (held) {
      try {
        return await work({ fd: held.fd });
      } finally {
        held.release();
      }
    }
    if (!isWaitingSaid) say('Another start of this workspace is installing or building: waiting for it.');
    isWaitingSaid = true;
    await waitForHolder(name);
  }
}

/** @param {string} root */
function lockName(root) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 24);
  return process.platform === 'linux' ? `\0oremill-${id}` : join(tmpdir(), `oremill-${id}.sock`);
}

/**
 * @param {string} name
 * @returns {Promise<{ fd: number, release: () => void } | undefined>}
 */
function listen(name) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiters = new Set();
    const server = createServer((waiter) => {
      waiters.add(waiter.unref());
      waiter.on('error', () => undefined).on('close', () => waiters.delete(waiter));
    });
    server.once('error', (error) => {
      if (Object(error).code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({
        fd: Object(server)._handle.fd,
        release() {
          server.close();
          // Closing their connections is what wakes the waiters.
          for (const waiter of waiters) waiter.destroy();
        },
      });
    });
  });
}

/**
 * Resolves when the holder is gone, or may be.
 * @param {string} name
 */
function waitForHolder(name) {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.on('error', (error) => {
      if (Object(error).code === 'ECONNREFUSED' && !name.startsWith('\0')) rmSync(name, { force: true });
    });
    socket.on('close', () => setTimeout(resolve, 50));
    socket.resume();
  });
}
