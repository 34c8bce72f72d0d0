import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Why real servers cannot be had here; undefined when they can. */
export const noRedis: string | undefined =
  spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'redis-server is not installed';

if (noRedis !== undefined) process.stderr.write(`tests with a cluster are skipped: ${noRedis}\n`);

export interface RedisProcess {
  readonly port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The process stands still: connections stay open, nothing is answered. */
  pause(): void;
  resume(): void;
}

/** A server of its own folder; its settings are a file, since a password must not be an argument. */
export function redisProcess(folder: string, port: number, settings: readonly string[]): RedisProcess {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'redis.conf'), [...settings, `dir ${folder}`, ''].join('\n'), { mode: 0o600 });
  let running: { guard: ChildProcess; pid: number } | undefined;
  return {
    port,
    start: async () => {
      running = await startGuarded(folder);
    },
    kill: async () => {
      if (!running) return;
      const { guard } = running;
      running = undefined;
      const isGone = new Promise((resolve) => guard.once('exit', resolve));
      guard.stdin?.end();
      await isGone;
    },
    pause: () => signal(running?.pid, 'SIGSTOP'),
    resume: () => signal(running?.pid, 'SIGCONT'),
  };
}

/**
 * The shell between us and the server waits for our end of its pipe to close, which happens however this process
 * ends, and then kills the server.
 */
const GUARD = 'redis-server "$1" >"$2" 2>&1 & echo $!; read _; kill -9 $!; wait';

async function startGuarded(folder: string) {
  const log = join(folder, 'redis.log');
  const guard = spawn('sh', ['-c', GUARD, 'sh', join(folder, 'redis.conf'), log], {
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: folder,
  });
  for await (const line of createInterface({ input: guard.stdout })) return { guard, pid: Number(line) };
  throw new Error(`no server was started in ${folder}`);
}

function signal(pid: number | undefined, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid !== undefined) process.kill(pid, name);
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
