import { deployerError, durationMs, type PipelineService } from '@oremill/types';
import { findFreePorts } from './free-port.ts';
import type { Enclosure } from './isolation.ts';
import { runCommand } from './run-command.ts';
import { type ProcessEnd, type StartedProcess, startProcess } from './start-process.ts';
import { readyInWords, waitUntilReady } from './wait-until-ready.ts';

/** What services share with the command of their step. */
export interface ServiceSurroundings {
  readonly env: Readonly<Record<string, string>>;
  readonly folderOf: (directory: string) => Promise<string>;
  readonly argvOf: Enclosure['argvOf'];
  readonly makeMark: () => string;
  readonly clean: (line: string, isCut: boolean) => string;
  readonly onLine: (stream: 'out' | 'err', text: string) => void;
  readonly graceMs: number;
  readonly signal: AbortSignal;
}

export interface RunningServices {
  /** For the step: NAME_PORT of each. */
  readonly env: Readonly<Record<string, string>>;
  /** Rejects when one of them ends. */
  readonly broken: Promise<never>;
  /** Ends all of them, the last one first. */
  close(): Promise<void>;
}

const LAST_LINES = 20;
const READY_COMMAND_MS_MAX = 30_000;

/** Starts services one after the other, each when the one before is ready. When one is not, none is left. */
export async function startServices(
  services: readonly { readonly name: string; readonly definition: PipelineService }[],
  surroundings: ServiceSurroundings,
): Promise<RunningServices> {
  const ports = await findFreePorts(services.length);
  const env = Object.fromEntries(
    services.map(({ name }, index) => [
      `${name.toUpperCase().replaceAll('-', '_')}_PORT`,
      String(ports[index]),
    ]),
  );
  const running: { process: StartedProcess; broken: Promise<never> }[] = [];
  const close = async () => {
    for (const { process } of running.reverse()) await process.close(surroundings.graceMs);
  };
  try {
    for (const [index, { name, definition }] of services.entries()) {
      const port = ports[index] ?? 0;
      const own = {
        ...surroundings,
        env: { ...surroundings.env, ...env, ...definition.env, PORT: String(port) },
      };
      running.push(await startService(name, definition, port, own));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { env, broken: anyOf(running.map(({ broken }) => broken)), close };
}

async function startService(
  name: string,
  definition: PipelineService,
  port: number,
  surroundings: ServiceSurroundings,
) {
  const { argvOf, clean, env, folderOf, graceMs, makeMark, onLine, signal } = surroundings;
  const folder = await folderOf(definition.directory ?? '.');
  const last: string[] = [];
  const watchers: ((line: string) => void)[] = [];
  signal.throwIfAborted();
  const commandOf = (run: string | readonly string[]) => {
    const command = { run, folder, env, mark: makeMark() };
    return { ...command, argv: argvOf(command), clean };
  };
  const process = startProcess({
    ...commandOf(definition.command),
    onLine(stream, text) {
      last.push(text);
      if (last.length > LAST_LINES) last.shift();
      for (const watch of watchers) watch(text);
      onLine(stream, `[${name}] ${text}`);
    },
  });
  const broken = process.ended.then(async (end) => {
    // What it has started ends too, and all it has printed is read.
    await process.close(graceMs);
    throw hasEnded(name, end, last);
  });
  // Who waits for it is told; when nobody does any more, it is being ended.
  broken.catch(() => {});
  const timeout = AbortSignal.timeout(durationMs(definition.timeout));
  const isOver = new AbortController();
  const until = AbortSignal.any([signal, timeout, isOver.signal]);
  const ready = waitUntilReady(definition.ready, {
    port,
    signal: until,
    whenLine: (matches) =>
      new Promise((resolve, reject) => {
        watchers.push((line) => {
          if (isOver.signal.aborted) return;
          try {
            if (matches(line)) resolve();
          } catch (error) {
            reject(error);
            isOver.abort();
          }
        });
      }),
    succeeds: async (command) => {
      const options = { onLine: () => {}, graceMs, signal: until, timeoutMs: READY_COMMAND_MS_MAX };
      const end = await runCommand({ ...commandOf(command), ...options });
      return end.exitCode === 0;
    },
  });
  try {
    await Promise.race([ready, broken]);
    isOver.abort();
    signal.throwIfAborted();
    if (timeout.aborted) throw notReady(name, definition, port, last);
  } catch (error) {
    isOver.abort();
    await process.close(graceMs);
    throw error;
  }
  return { process, broken };
}

function notReady(name: string, { ready, timeout }: PipelineService, port: number, last: readonly string[]) {
  const message = `the service ${name} was not ready after ${timeout}: waited for ${readyInWords(ready, port)}`;
  return deployerError('SERVICE_FAILED', withLines(message, last), {
    hint: 'It gets the port that it is to listen on as PORT.',
  });
}

function hasEnded(name: string, { exitCode, failure, signal }: ProcessEnd, last: readonly string[]) {
  const how =
    failure === undefined
      ? `has ended with ${signal ?? `exit code ${exitCode}`}`
      : `cannot be started: ${failure.message}`;
  return deployerError('SERVICE_FAILED', withLines(`the service ${name} ${how}`, last));
}

function withLines(message: string, last: readonly string[]): string {
  return last.length === 0
    ? `${message}; it printed nothing`
    : `${message}; its last lines:\n${last.join('\n')}`;
}

/** The first that rejects; never, where there is none. */
function anyOf(all: readonly Promise<never>[]): Promise<never> {
  const first = all.length === 0 ? new Promise<never>(() => {}) : Promise.race(all);
  first.catch(() => {});
  return first;
}
