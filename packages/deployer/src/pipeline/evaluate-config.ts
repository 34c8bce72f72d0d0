import { type ChildProcess, spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ownModule } from '@oremill/runtime/worker';
import { z } from 'zod';
import type { ConfigReply } from './config-process.ts';

const PROGRAM = fileURLToPath(ownModule('./config-process', import.meta.url));
const DOOR = ownModule('./define-pipeline', import.meta.url);

const REPLY_BYTES_MAX = 4 * 1024 * 1024;
const MEMORY_MIB_MAX = 256;
/** Of the processor; for a config that never ends after this process was killed. */
const CPU_SECONDS_MAX = 60;

export interface EvaluateOptions {
  readonly folder: string;
  /** Of the file in it. */
  readonly name: string;
  readonly timeoutMs: number;
}

/** Runs a config in a process of its own, which has nothing of this one's, and gives what it exports. */
export async function evaluateConfig({ folder, name, timeoutMs }: EvaluateOptions): Promise<ConfigReply> {
  const child = startConfig(await realpath(folder), name);
  let whyKilled: string | undefined;
  const kill = (why: string): void => {
    whyKilled ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => kill(`it has not ended in ${timeoutMs} ms`), timeoutMs);
  const reply = collect(child.stdio[3] as Readable, REPLY_BYTES_MAX, () => kill('it says too much'));
  const ended = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  }).finally(() => clearTimeout(timer));
  if (whyKilled !== undefined) return { fault: { message: whyKilled } };
  // It can write what it likes, so what it says is checked like what a stranger says.
  return parseReply(reply().toString()) ?? { fault: { message: whyNoReply(ended) } };
}

function whyNoReply(ended: string): string {
  // As Node ends where nothing is left that could go on, and where there is no memory.
  if (ended === 'code 13') return 'it waits for what never comes';
  if (ended === 'SIGABRT') return `it wants more than ${MEMORY_MIB_MAX} MiB of memory`;
  return `its process has ended with ${ended} before it had said anything`;
}

function startConfig(root: string, name: string): ChildProcess {
  const flags = [
    '--permission',
    ...[root, PROGRAM, fileURLToPath(DOOR)].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${MEMORY_MIB_MAX}`,
    '--disable-warning=ExperimentalWarning',
  ];
  const command = [process.execPath, ...flags, PROGRAM, root, name, DOOR.href];
  // Its standard input ends when this process does.
  return spawn(
    '/bin/sh',
    ['-c', `ulimit -c 0; ulimit -t ${CPU_SECONDS_MAX}; unset PWD; exec "$@"`, 'sh', ...command],
    {
      cwd: root,
      env: {},
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    },
  );
}

/** Takes what comes, up to a limit; what is over it is told once and dropped. */
function collect(stream: Readable, bytesMax: number, onTooMuch: () => void): () => Buffer {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes + chunk.length > bytesMax) onTooMuch();
    else chunks.push(chunk);
    bytes += chunk.length;
  });
  return () => Buffer.concat(chunks);
}

const replySchema = z.union([
  z.object({ value: z.unknown(), source: z.string() }),
  z.object({
    fault: z.object({
      message: z.string(),
      file: z.string().optional(),
      line: z.number().optional(),
      column: z.number().optional(),
    }),
  }),
]);

function parseReply(text: string): ConfigReply | undefined {
  try {
    return replySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
