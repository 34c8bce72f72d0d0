import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Program =
  | { readonly path: string; readonly version: string; readonly missing?: undefined }
  | { readonly missing: string };

/** What benches need beyond Node. */
export interface Programs {
  /** redis-server, redis-cli and redis-benchmark: all of them or none. */
  readonly redis: Program;
  /** atbr's table: google::sparse_hash_map with the strings of 2012. */
  readonly sparse: Program;
  /** A loader of two threads in C++. */
  readonly threads: Program;
}

const TOOLS = ['redis-server', 'redis-cli', 'redis-benchmark'];

/** Looks for all of them, and compiles the peers in C++ into a cache folder unless they are there. */
export function findPrograms(cache: string): Programs {
  return {
    redis: findRedis(),
    sparse: compile('sparse-loader', ['-O2', '-D_GLIBCXX_USE_CXX11_ABI=0'], cache),
    threads: compile('threads-loader', ['-O3', '-march=native', '-pthread'], cache),
  };
}

export function versionsOf(programs: Programs): string[] {
  const all: readonly Program[] = Object.values(programs);
  return [...new Set(all.flatMap((program) => (program.missing === undefined ? program.version : [])))];
}

function findRedis(): Program {
  const missing = TOOLS.filter((tool) => tryRun(tool, ['--version']) === undefined);
  if (missing.length > 0) return { missing: `${missing.join(', ')} not installed` };
  const version = /v=(\S+)/.exec(tryRun('redis-server', ['--version']) ?? '')?.[1];
  return { path: 'redis-server', version: `Redis ${version}` };
}

/** A program is there only when it is whole: it is made under another name. */
function compile(name: string, flags: readonly string[], cache: string): Program {
  const source = fileURLToPath(new URL(`../peers/${name}.cpp`, import.meta.url));
  const version = tryRun('g++', ['--version'])?.split('\n')[0];
  if (version === undefined) return { missing: 'g++ is not installed' };
  const digest = createHash('sha256')
    .update(readFileSync(source))
    .update([version, ...flags].join(' '));
  const path = join(cache, `${name}-${digest.digest('hex').slice(0, 12)}`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const partial = `${path}.${process.pid}`;
    try {
      run('g++', ['-std=c++17', ...flags, source, '-o', partial]);
    } catch (error) {
      const reason = /fatal error: (.*)/.exec(String(error))?.[1];
      return { missing: `${name} does not compile: ${reason ?? 'see g++'}` };
    }
    renameSync(partial, path);
  }
  return { path, version };
}

function tryRun(program: string, words: readonly string[]): string | undefined {
  try {
    return run(program, words);
  } catch {
    return undefined;
  }
}

function run(program: string, words: readonly string[]): string {
  return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
