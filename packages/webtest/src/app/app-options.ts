/** How an app is started, and when it is ready. */
export interface AppOptions {
  /** Program and arguments, without a shell; a function of the port for apps that take it as an argument (`port: 'env'`). */
  readonly command: readonly string[] | ((port: number) => readonly string[]);
  /** Where it starts; this process's own folder where it is not told. */
  readonly directory?: string;
  /** Besides this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: PortMode;
  readonly ready?: Readiness;
  /** How long the app may take to end after SIGTERM. */
  readonly stopTimeoutMs?: number;
}

/**
 * How the app gets a port that nobody else has. `inherit`: it is given the listening socket as file descriptor 3, as
 * systemd does (`LISTEN_FDS=1`). `report`: it listens on port 0 (`PORT=0`), and the system tells which port that is;
 * or a line of its output does, by the first group of `line`. `env`: it listens on `PORT`, which was free a moment
 * ago; that it is the app that listens there is proved, and another port is tried where it is not.
 */
export type PortMode = 'inherit' | 'report' | 'env' | { readonly line: RegExp };

export interface Readiness {
  /** The path that is asked for; `/` where it is not told. */
  readonly http?: string;
  /** What it has to answer; any 2xx where it is not told. */
  readonly status?: number;
  readonly timeoutMs?: number;
}

export const START_TIMEOUT_MS = 60_000;
export const STOP_TIMEOUT_MS = 20_000;

export interface RunningApp extends AsyncDisposable {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The end of what it printed, stdout and stderr as they came; of `sinceMs` (of the epoch) on. */
  output(sinceMs?: number): string;
  /** Ends it with all that it has started, by force when it takes too long, and returns its exit code (undefined: by a signal). */
  stop(): Promise<number | undefined>;
}
