import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { openToken } from '@oremill/runtime';
import { type Replication, replicationSchema } from '@oremill/types';
import { onTestFinished } from 'vitest';
import { NodeConnection } from '../../../src/client/connection.ts';
import { ReplyError, textOf } from '../../../src/client/reply.ts';

const CLI = resolve(import.meta.dirname, '../../../src/cli.ts');

/** `kv serve` in a process of its own, which ends with the test. It keeps its port when it is started again. */
export class ServerProcess {
  readonly dataFolder: string;
  readonly #options: readonly string[];
  #child: ChildProcess | undefined;
  #port = 0;

  private constructor(dataFolder: string, options: readonly string[]) {
    this.dataFolder = dataFolder;
    this.#options = options;
  }

  static async start(dataFolder: string, ...options: readonly string[]): Promise<ServerProcess> {
    const server = new ServerProcess(dataFolder, options);
    onTestFinished(() => server.kill());
    await server.start();
    return server;
  }

  /** A server that follows another one, maybe through somebody between them. */
  static follow(
    dataFolder: string,
    leader: ServerProcess,
    { port = leader.port, options = [] }: { port?: number; options?: readonly string[] } = {},
  ): Promise<ServerProcess> {
    const address = ['--replica-of', `redis://127.0.0.1:${port}`];
    return ServerProcess.start(dataFolder, ...address, '--password-file', leader.passwordFile, ...options);
  }

  get port(): number {
    return this.#port;
  }

  get passwordFile(): string {
    return join(this.dataFolder, 'token');
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [CLI, 'serve', '--port', String(this.#port), '--json', ...this.#options],
      {
        env: { ...process.env, OREMILL_DATA: this.dataFolder },
        stdio: ['ignore', 'pipe', process.env.REPLICA_LOG ? 'inherit' : 'ignore'],
      },
    );
    this.#child = child;
    const gone = once(child, 'exit').then(() => {
      throw new Error('kv serve ended before it served');
    });
    gone.catch(() => undefined);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = await Promise.race([once(lines, 'line'), gone]);
    this.#port = (JSON.parse(String(line)) as { port: number }).port;
  }

  /** At once, whatever it is doing; resolves when it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async connect(dataset?: string): Promise<NodeConnection> {
    const { token } = openToken(this.dataFolder);
    const access = { seeds: [], user: undefined, password: token, tls: undefined };
    const connection = await NodeConnection.open({ host: '127.0.0.1', port: this.#port }, access);
    onTestFinished(() => connection.close());
    if (dataset !== undefined) await connection.command('SELECT', dataset);
    return connection;
  }

  /** One command on a connection of its own; the reply as text, an error reply thrown. */
  async ask(dataset: string | undefined, ...words: readonly (string | number)[]): Promise<string> {
    const connection = await this.connect(dataset);
    try {
      const reply = await connection.command(...words);
      if (reply instanceof ReplyError) throw new Error(reply.message);
      return textOf(reply);
    } finally {
      connection.close();
    }
  }

  async replication(): Promise<Replication> {
    return replicationSchema.parse(JSON.parse(await this.ask(undefined, 'KV.REPLICATION')));
  }
}

/** Resolves when it holds; what fails meanwhile does not hold. The test's own time is the only limit. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await pause(10);
}

/** Everything that readers of a dataset see, with what is said of the expiry. */
export async function contentOf(
  server: ServerProcess,
  dataset: string,
): Promise<Map<string, readonly [string, number]>> {
  const connection = await server.connect(dataset);
  const content = new Map<string, readonly [string, number]>();
  let cursor = '0';
  do {
    const [next, keys] = (await connection.command('SCAN', cursor, 'COUNT', 1000)) as [Buffer, Buffer[]];
    cursor = next.toString();
    if (keys.length === 0) continue;
    const expiries = await Promise.all(keys.map((key) => connection.command('PEXPIRETIME', key)));
    const values = (await connection.command('MGET', ...keys)) as (Buffer | null)[];
    for (const [index, key] of keys.entries()) {
      const value = values[index];
      // It may have expired between two commands.
      if (value) content.set(key.toString('latin1'), [value.toString('latin1'), Number(expiries[index])]);
    }
  } while (cursor !== '0');
  connection.close();
  return content;
}
