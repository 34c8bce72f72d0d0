import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { AppOptions, PortMode } from './app-options.ts';
import type { AppProcess, Spawned } from './app-process.ts';
import { findFreePort } from './free-port.ts';
import { canSeeSockets, isListenedTo, listeningSockets } from './listening.ts';

/** How the port of one start is agreed on. */
export interface PortPlan {
  /** What the app is started with besides its own. */
  readonly spawned: Pick<Spawned, 'command' | 'env' | 'socket'>;
  /** After it was started: the socket is the app's alone. */
  release(): void;
  /** Where the app is, as far as that is known. */
  urlOf(app: AppProcess): () => string | undefined;
  /** Whether another process has the port that the app was to get. */
  isTaken(app: AppProcess): boolean;
}

export async function planPort(options: AppOptions): Promise<PortPlan> {
  const mode = options.port ?? 'env';
  if (mode === 'inherit') return inheritedSocket(commandOf(options, 0));
  if (mode === 'env') return freePort(options);
  return reportedPort(commandOf(options, 0), mode);
}

function commandOf({ command }: AppOptions, port: number): readonly string[] {
  return typeof command === 'function' ? command(port) : command;
}

/** systemd's way: the number of sockets, and the process that they are for, which is known once it is there. */
const WITH_LISTEN_PID = 'export LISTEN_PID=$$; exec "$@"';

async function inheritedSocket(command: readonly string[]): Promise<PortPlan> {
  const socket = createServer().listen(0, '127.0.0.1', 4096);
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  return {
    spawned: {
      command: ['/bin/sh', '-c', WITH_LISTEN_PID, 'sh', ...command],
      env: { LISTEN_FDS: '1', PORT: String(port) },
      socket,
    },
    release: () => closeOwn(socket),
    urlOf: () => () => `http://127.0.0.1:${port}`,
    isTaken: () => false,
  };
}

function closeOwn(socket: Server): void {
  socket.close();
}

async function freePort(options: AppOptions): Promise<PortPlan> {
  const port = await findFreePort();
  const isOwn = (app: AppProcess) =>
    listeningSockets(app.mark, app.pid).some((listening) => listening.port === port);
  return {
    spawned: { command: commandOf(options, port), env: { PORT: String(port) } },
    release: () => undefined,
    urlOf: () => () => `http://127.0.0.1:${port}`,
    isTaken: (app) => canSeeSockets && isListenedTo(port) && !isOwn(app),
  };
}

function reportedPort(command: readonly string[], mode: Exclude<PortMode, 'inherit' | 'env'>): PortPlan {
  return {
    spawned: { command, env: { PORT: '0' } },
    release: () => undefined,
    urlOf: (app) => (mode === 'report' ? fromSystem(app) : fromLine(app, mode.line)),
    isTaken: () => false,
  };
}

function fromSystem(app: AppProcess): () => string | undefined {
  return () => {
    const [first] = listeningSockets(app.mark, app.pid);
    if (first === undefined) return undefined;
    const host = first.address.includes(':') ? (first.address === '::' ? '127.0.0.1' : '[::1]') : '127.0.0.1';
    return `http://${host}:${first.port}`;
  };
}

function fromLine(app: AppProcess, line: RegExp): () => string | undefined {
  let port: string | undefined;
  void app.output.match(line).then((found) => {
    port = found[1];
  });
  return () => (port === undefined ? undefined : `http://127.0.0.1:${port}`);
}
