import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgramName } from './bench.ts';

export type Program =
  | { readonly kind: 'found'; readonly path: string; readonly version: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface ProgramOptions {
  /** Where what is downloaded and compiled stays between runs, outside of the repository. */
  readonly cache: string;
  /** May download from the package index of Python, and compile. */
  readonly mayInstall: boolean;
}

const MRJOB = '0.7.4';
/** Its source distribution holds simdjson 3.12.3 as one header and one source file. */
const PYSIMDJSON = '7.0.2';
const PYSIMDJSON_SHA256 = '44cf276e48912a3b9c7ca362c14da8420a7ac15a9f1a16ec95becff86db3904a';
const SIMDJSON_SOURCE = fileURLToPath(new URL('../peers/tag-statistics-simdjson.cpp', import.meta.url));

/** Finds a program, or makes it when that is allowed. */
export function findProgram(name: ProgramName, options: ProgramOptions): Program {
  switch (name) {
    case 'sort':
      return findTool('sort', ['--version'], /sort \(GNU coreutils\) \S+/);
    case 'mawk':
      return findTool('mawk', ['-W', 'version'], /mawk (\S+)/);
    case 'mrjob':
      return cached(options, `mrjob-${MRJOB}`, installMrjob, (folder) => ({
        path: join(folder, 'bin/python'),
        version: `mrjob ${MRJOB}, ${run(join(folder, 'bin/python'), ['--version']).trim()}`,
      }));
    case 'simdjson': {
      const digest = createHash('sha256').update(readFileSync(SIMDJSON_SOURCE)).digest('hex').slice(0, 12);
      return cached(options, `tag-statistics-simdjson-${digest}`, compileSimdjson, (folder) => ({
        path: join(folder, 'tag-statistics'),
        version: `simdjson 3.12.3, ${run('g++', ['--version']).split('\n')[0] ?? ''}`,
      }));
    }
  }
}

function findTool(name: string, version: readonly string[], pattern: RegExp): Program {
  try {
    const match = pattern.exec(run(name, version));
    if (match) return { kind: 'found', path: name, version: match[0] };
    return { kind: 'missing', reason: `${name} on this machine is another one` };
  } catch {
    return { kind: 'missing', reason: `${name} is not on this machine` };
  }
}

/** A folder is there only when all of it is: it is made under another name. */
function cached(
  { cache, mayInstall }: ProgramOptions,
  name: string,
  make: (folder: string) => void,
  found: (folder: string) => { path: string; version: string },
): Program {
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    if (!mayInstall) return { kind: 'missing', reason: `${name} is not installed: --install does it` };
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    make(partial);
    renameSync(partial, folder);
  }
  return { kind: 'found', ...found(folder) };
}

function installMrjob(folder: string): void {
  run('python3', ['-m', 'venv', folder]);
  run(join(folder, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `mrjob==${MRJOB}`]);
}

function compileSimdjson(folder: string): void {
  const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:'];
  run('python3', [...download, '--dest', folder, `pysimdjson==${PYSIMDJSON}`]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? '';
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, archive)))
    .digest('hex');
  if (digest !== PYSIMDJSON_SHA256) throw new Error(`${archive} has the sha256 ${digest}`);
  run('tar', ['-xzf', join(folder, archive), '-C', folder, '--strip-components', '1']);
  const simdjson = join(folder, 'simdjson');
  const flags = ['-O3', '-march=native', '-std=c++17', '-pthread', '-I', simdjson];
  const sources = [SIMDJSON_SOURCE, join(simdjson, 'simdjson.cpp')];
  run('g++', [...flags, ...sources, '-o', join(folder, 'tag-statistics')]);
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
