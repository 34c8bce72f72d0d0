import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openToken } from '@oremill/runtime';
import type { Fsync } from '@oremill/types';
import { onTestFinished } from 'vitest';
import { NodeConnection } from '../../src/client/connection.ts';

const PROGRAM = fileURLToPath(new URL('./serve-live.ts', import.meta.url));

export interface LiveServer {
  readonly connect: () => Promise<NodeConnection>;
  /** At once, whatever it is doing; resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

/** A server in a process of its own, which ends with the test. Connections read and write its dataset `orders`: a cache, where that has a limit. */
export async function startLiveServer(
  folder: string,
  fsync: Fsync,
  hasSnapshots: boolean,
  maxBytes?: number,
): Promise<LiveServer> {
  const limit = maxBytes === undefined ? [] : [String(maxBytes)];
  const options = [folder, fsync, hasSnapshots ? 'snapshots' : 'none', ...limit];
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = await Promise.race([once(lines, 'line'), gone]);
  const port = Number(/^port (\d+)$/.exec(String(line))?.[1]);
  const { token } = openToken(folder);
  return {
    kill,
    connect: async () => {
      const access = { seeds: [], user: undefined, password: token, tls: undefined };
      const connection = await NodeConnection.open({ host: '127.0.0.1', port }, access);
      onTestFinished(() => connection.close());
      await connection.command('SELECT', 'orders');
      return connection;
    },
  };
}
