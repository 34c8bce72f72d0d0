import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { SystemAccount } from './account.ts';

export interface GuardedProcessOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly account: SystemAccount | undefined;
  readonly librariesFolder: string;
  /**
   * File whose first line is the program's pid for as long as the pid is its own: it is then shut down in order.
   * Without one it is killed.
   */
  readonly pidFile?: string;
  readonly logFile: number;
}

/** A program that ends when this process does, however that ends. */
export interface GuardedProcess {
  readonly pid: number;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  hasEnded(): boolean;
  /** From here on it keeps this process from ending no more. */
  unref(): void;
  signal(name: NodeJS.Signals): void;
}

/**
 * The shell becomes the program, so pid and exit code are the program's own, and leaves a watcher behind that
 * reads from a pipe: end of file means that our end is gone, by a kill -9 too. It then asks for a fast shutdown,
 * and after ten seconds insists. The pid file keeps it from killing a process that was given the pid later; a
 * program that has not written it yet is given the time. The library path is set here because macOS drops it
 * when a system program such as this shell starts.
 */
const SCRIPT = `
export LD_LIBRARY_PATH="$1" DYLD_LIBRARY_PATH="$1"
pid_file=$2
shift 2
same() { kill -0 $$ && IFS= read -r pid < "$pid_file" && [ "$pid" = $$ ]; }
(
  (
    trap '' INT TERM QUIT HUP
    IFS= read -r word <&3
    [ "$word" = ended ] && exit
    [ "$pid_file" ] || kill -KILL $$
    for second in 1 2 3 4 5; do
      same && break
      kill -0 $$ || exit
      sleep 1
    done
    same && kill -INT $$
    for second in 1 2 3 4 5 6 7 8 9 10; do
      same || exit
      sleep 1
    done
    kill -QUIT $$
  ) </dev/null >/dev/null 2>&1 &
)
exec 3<&-
exec "$@"
`;

export async function startGuarded(options: GuardedProcessOptions): Promise<GuardedProcess> {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      SCRIPT,
      'guard',
      options.librariesFolder,
      options.pidFile ?? '',
      options.program,
      ...options.arguments,
    ],
    {
      // A session of its own: Ctrl-C reaches this process only, which then stops the program in order.
      detached: true,
      cwd: '/',
      // Nothing of the caller's environment (PGOPTIONS, LANG, TZ) changes how the program works.
      env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
      stdio: ['ignore', options.logFile, options.logFile, 'pipe'],
      ...(options.account ? { uid: options.account.uid, gid: options.account.gid } : {}),
    },
  );
  const ended = untilEnded(child);
  const pid = child.pid;
  if (pid === undefined) {
    await ended;
    throw new Error('a process that could not be spawned ended well');
  }
  const pipe = child.stdio[3] as Socket;
  // A watcher that is gone breaks the pipe: then there is nothing left to tell it.
  pipe.on('error', () => {});
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
    pipe.end('ended\n');
  });
  pipe.unref();
  return {
    pid,
    ended,
    hasEnded: () => hasEnded,
    unref: () => child.unref(),
    signal(name) {
      child.ref();
      child.kill(name);
    },
  };
}

function untilEnded(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
}
