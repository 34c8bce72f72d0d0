import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { AppError, deployerError } from '@oremill/types';

export interface GitOptions {
  /** A repository or work tree. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  /** Further configuration, by its name; it is not seen in the table of processes. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What git tells of an error is shorter. */
const ERROR_CHARS_MAX = 2_000;
/** Of an answer: a repository elsewhere may send without end. */
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;

/** Nothing that a repository, or this machine's settings, bring runs a program of theirs. */
const CONFIG: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'fetch.recurseSubmodules': 'false',
  'submodule.recurse': 'false',
  // One that sends nothing for a minute has left us waiting.
  'http.lowSpeedLimit': '1',
  'http.lowSpeedTime': '60',
};

/** Runs git and gives what it prints. It asks nobody, and speaks only protocols that are known. */
export type Git = (args: readonly string[], options: GitOptions) => Promise<string>;

/** `environment` is the engine's own: of it git gets what it needs to find itself and its keys. */
export function gitOf(environment: NodeJS.ProcessEnv): Git {
  return (args, options) => runGit(args, options, environment);
}

async function runGit(args: readonly string[], options: GitOptions, environment: NodeJS.ProcessEnv) {
  options.signal?.throwIfAborted();
  const child = spawn('git', args, {
    cwd: options.folder,
    env: gitEnvironment(options, environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what git has started to speak with another machine ends with it.
    detached: true,
  });
  const stop = () => killGroup(child.pid);
  options.signal?.addEventListener('abort', stop);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, output, errors] = await Promise.all([
    ended,
    textOf(child.stdout, stop),
    textOf(child.stderr, stop),
  ])
    .catch((cause: unknown) => {
      stop();
      if (cause instanceof AppError) throw cause;
      throw deployerError('TOOL_MISSING', `git cannot be started: ${(cause as Error).message}`, {
        hint: 'Install git.',
        cause,
      });
    })
    .finally(() => options.signal?.removeEventListener('abort', stop));
  options.signal?.throwIfAborted();
  if (code === 0) return output;
  throw deployerError(
    'GIT_FAILED',
    `git ${args[0]}: ${withoutCredentials(errors).trim().slice(-ERROR_CHARS_MAX)}`,
    {
      hint: 'The engine runs git as its own user: its keys and its network count.',
    },
  );
}

async function textOf(pipe: Readable, stop: () => void): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of pipe as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > OUTPUT_BYTES_MAX) {
      stop();
      throw deployerError('GIT_FAILED', `git answers with more than ${OUTPUT_BYTES_MAX} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended.
  }
}

function gitEnvironment({ config = {}, env = {} }: GitOptions, engine: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { HOME, PATH, SSH_AUTH_SOCK } = engine;
  const settings = Object.entries({ ...CONFIG, ...config });
  return {
    HOME,
    PATH,
    SSH_AUTH_SOCK,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=20',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    ...env,
  };
}

/** An address without user and password. */
export function withoutCredentials(message: string): string {
  return message.replaceAll(/\b([a-z+]+:\/\/)[^\s/@]+@/g, '$1');
}

/**
 * How git is told of a repository at another place: never as an argument, where others on this machine would see a
 * password and git might take it for an option.
 */
export function remoteOptions(url: string): Pick<GitOptions, 'config' | 'env'> {
  if (url.startsWith('-') || /^[a-z]+::/.test(url) || /[\0\n]/.test(url)) {
    throw deployerError('REPOSITORY_INVALID', `${JSON.stringify(url)} is no address of a repository`);
  }
  const parsed = /^https?:/.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.username === '') return { config: { 'remote.origin.url': url } };
  const env = {
    OREMILL_GIT_USER: decodeURIComponent(parsed.username),
    OREMILL_GIT_PASSWORD: decodeURIComponent(parsed.password),
  };
  parsed.username = '';
  parsed.password = '';
  return { config: { 'remote.origin.url': parsed.href, 'credential.helper': HELPER }, env };
}

const HELPER =
  '!f() { printf "username=%s\\npassword=%s\\n" "$OREMILL_GIT_USER" "$OREMILL_GIT_PASSWORD"; }; f';
