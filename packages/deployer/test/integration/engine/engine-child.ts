/** Engines as processes of their own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineLimits } from '../../../src/config.ts';
import type { World } from '../world.ts';

const PROGRAM = join(import.meta.dirname, 'engine-process.ts');

export interface EngineChild {
  readonly child: ChildProcess;
  /** Lets it begin; it ends with this run, or not at all. */
  begin(runId?: string): void;
  /** How it ended: by a signal, or undefined by itself. */
  ended(): Promise<NodeJS.Signals | undefined>;
  /** Resolves when it has said this. */
  said(text: string): Promise<void>;
}

/** A process that is ready to begin; one that is left over ends with the test. */
export function startEngine(
  world: World,
  folder: string,
  engine: EngineLimits,
  killAt?: number,
): EngineChild {
  const options = {
    connection: world.server.connectionFor('oremill'),
    folder: join(folder, 'deployer'),
    engine,
    killAt,
  };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ENGINE: JSON.stringify(options) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let isHeard = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    isHeard.resolve();
    isHeard = Promise.withResolvers();
  });
  const end = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const said = async (text: string) => {
    while (!output.includes(text)) {
      const hasEnded = await Promise.race([isHeard.promise, end.then(() => true)]);
      if (hasEnded && !output.includes(text)) throw new Error(`the engine ended before ${text}: ${output}`);
    }
  };
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await end;
  });
  return {
    child,
    said,
    begin: (runId = '') => child.stdin.write(`${runId}\n`),
    async ended() {
      const [code, signal] = await end;
      if (code !== null && code !== 0) throw new Error(`the engine ended with ${code}: ${output}`);
      return signal ?? undefined;
    },
  };
}

/** Pids of processes of a run's steps. */
export function processesOf(runId: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`OREMILL_RUN=${runId}\0`);
    } catch {
      return false;
    }
  });
}
