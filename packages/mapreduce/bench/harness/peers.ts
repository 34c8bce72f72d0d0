import { fileURLToPath } from 'node:url';
import type { Bytes } from '@oremill/types';
import type { Peer, PeerRun } from './bench.ts';

export interface EngineOptions {
  /** Module of the job, below `packages/mapreduce`. */
  readonly job: string;
  readonly runner?: 'inline' | 'threads';
  readonly workers?: number;
}

/** Our engine, as a program of its own. */
export function engine(name: string, options: EngineOptions): Peer {
  return {
    name,
    isOurs: true,
    command: ({ sample, output, workers, memoryBytes, nodeFlags }) => [
      process.execPath,
      ...nodeFlags,
      peerPath('engine.ts'),
      JSON.stringify({
        job: fileURLToPath(new URL(`../../${options.job}`, import.meta.url)),
        inputs: [sample.input],
        output,
        runner: options.runner ?? 'threads',
        workers: options.workers ?? workers,
        memoryBytes,
      } satisfies EngineRun),
    ],
  };
}

/** What the engine's program is told. */
export interface EngineRun {
  readonly job: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly runner: 'inline' | 'threads';
  readonly workers: number;
  readonly memoryBytes: Bytes;
}

/** A program of Node: `<file> <input> <output> <workers>`. */
export function node(name: string, file: string): Peer {
  return { name, command: (run) => [process.execPath, peerPath(file), ...inputOutput(run)] };
}

/** A statement of SQL in DuckDB, with as many threads as the engine has workers. */
export function duckdb(
  name: string,
  sqlFile: string,
  settings: { isCleaned?: boolean; isUnsorted?: boolean } = {},
): Peer {
  return {
    name,
    command: (run) => {
      const input = (settings.isCleaned ? run.sample.cleaned : undefined) ?? run.sample.input;
      return [
        process.execPath,
        peerPath('duckdb.ts'),
        peerPath(sqlFile),
        input,
        run.output,
        String(run.workers),
        ...(settings.isUnsorted ? ['unsorted'] : []),
      ];
    },
  };
}

/** A job of mrjob, through its runner `inline` or `local`. */
export function mrjob(file: string, runner: 'inline' | 'local'): Peer {
  return {
    name: `mrjob, ${runner}`,
    program: 'mrjob',
    isSlow: true,
    command: ({ program, sample, output, workers }) => [
      program,
      peerPath(file),
      '--no-conf',
      '--quiet',
      `--runner=${runner}`,
      `--output-dir=${output}`,
      ...(runner === 'local' ? [`--num-cores=${workers}`] : []),
      sample.input,
    ],
  };
}

/** A line for the shell: `$1` is the input, `$2` the output, `$3` the number of workers. */
export function shell(name: string, program: 'sort' | 'mawk', line: string): Peer {
  return { name, program, command: (run) => ['sh', '-c', line, 'sh', ...inputOutput(run)] };
}

export function inputOutput({ sample, output, workers }: PeerRun): string[] {
  return [sample.input, output, String(workers)];
}

/** Of a file below `bench/peers`. */
export function peerPath(file: string): string {
  return fileURLToPath(new URL(`../peers/${file}`, import.meta.url));
}
