import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppError, deployerError } from '@oremill/types';
import { runCommand } from '../step/run-command.ts';

export interface ToolCall {
  readonly tool: 'turbo' | 'nx';
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** With the files of the commit. */
  readonly folder: string;
  /** PATH, for where the repository has not installed the tool. */
  readonly searchPath: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const GRACE_MS = 500;
const LINES_MAX = 200_000;
const COMPLAINT_LINES_MAX = 10;

/** Runs the tool that knows the packages of a repository, and gives its lines. Throws TOOL_MISSING with what to do. */
export async function runTool(call: ToolCall): Promise<string[]> {
  const { args, folder, searchPath, signal, timeoutMs, tool } = call;
  const own = join(folder, 'node_modules', '.bin', tool);
  // What it keeps for itself is neither the repository's nor of whoever runs the engine.
  const home = await mkdtemp(join(tmpdir(), 'oremill-tool-'));
  const lines: string[] = [];
  const complaints: string[] = [];
  try {
    const ended = await runCommand({
      argv: [existsSync(own) ? own : tool, ...args],
      folder,
      env: { ...environment(home), ...call.env, PATH: searchPath },
      mark: randomUUID(),
      clean: (line) => line,
      onLine(stream, text) {
        if (stream === 'out' && lines.length < LINES_MAX) lines.push(text);
        if (stream === 'err' && complaints.push(text) > COMPLAINT_LINES_MAX) complaints.shift();
      },
      timeoutMs,
      graceMs: GRACE_MS,
      signal,
    });
    signal.throwIfAborted();
    if (ended.failure !== undefined) throw toolMissing(call, 'is not there', ended.failure);
    if (ended.by === 'timeout') throw toolMissing(call, `has not ended in ${timeoutMs} ms`);
    if (ended.exitCode === 0) return lines;
    const code = ended.signal ?? `code ${ended.exitCode}`;
    throw toolMissing(call, `has ended with ${code}:\n${complaints.join('\n')}`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function environment(home: string): Record<string, string> {
  return {
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    CI: 'true',
    DO_NOT_TRACK: '1',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_ISOLATE_PLUGINS: 'false',
    NX_CACHE_DIRECTORY: join(home, 'nx-cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(home, 'nx-data'),
  };
}

function toolMissing({ args, tool }: ToolCall, what: string, cause?: Error): AppError {
  return deployerError('TOOL_MISSING', `${tool} ${args.join(' ')}: ${what}`, {
    hint: `Steps are planned before any of them has installed something: have ${tool} in the PATH of the engine, or say what a step is of with affected: {paths: […]}.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
