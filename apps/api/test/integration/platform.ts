import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real platform process on a free port with a data folder of its own. */
export class PlatformProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(dataFolder: string, args: readonly string[] = [], environment: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, OREMILL_DATA: dataFolder, OREMILL_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#ended = once(this.#child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with everything printed once `pattern` is in it; rejects when the process ends before. */
  async printed(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#stdout + this.#stderr)) {
      const more = Promise.race([
        once(this.#child.stdout ?? this.#child, 'data'),
        once(this.#child.stderr ?? this.#child, 'data'),
        once(this.#child, 'close').then(() => 'closed'),
      ]);
      if ((await more) === 'closed')
        throw new Error(`ended before ${pattern}:\n${this.#stdout}\n${this.#stderr}`);
    }
    return this.#stdout + this.#stderr;
  }

  /** Where it listens, once it does. */
  async address(): Promise<string> {
    const text = await this.printed(/Oremill is at \S+\/ui\//);
    return /Oremill is at (\S+)\/ui\//.exec(text)?.[1] ?? '';
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }
}

/** Calls the API as a program does. */
export function client(address: string, dataFolder: string) {
  const token = readFileSync(join(dataFolder, 'token'), 'utf8').trim();
  return async function call<Reply>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; reply: Reply }> {
    const response = await fetch(address + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, reply: (await response.json()) as Reply };
  };
}

/** Processes that work below `folder`: a database server has its cluster as working folder. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
}
