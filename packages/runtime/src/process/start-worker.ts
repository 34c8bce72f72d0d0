import { Worker, type WorkerOptions } from 'node:worker_threads';
import { compiledCodeFolder } from './compile-cache.ts';

/**
 * The entry of every worker thread. It is no file, since for one in TypeScript Node loads its compiler, 20 ms a thread,
 * before code can serve that was compiled for the last worker. Flags decide whether it is a module: it is right as one
 * and as none.
 */
const START = `
  const { compiledCode, program } = process.getBuiltinModule('node:worker_threads').workerData;
  if (compiledCode !== undefined) process.getBuiltinModule('node:module').enableCompileCache(compiledCode);
  import(program);
`;

export interface StartWorkerOptions extends Omit<WorkerOptions, 'eval' | 'workerData' | 'execArgv'> {
  /** Flags of Node, besides those of this process. */
  readonly flags?: readonly string[];
}

/** Starts a thread that imports `program` and finds `data` among its `workerData`. */
export function startWorker(program: URL, data: object = {}, options: StartWorkerOptions = {}): Worker {
  const { flags = [], ...rest } = options;
  return new Worker(START, {
    ...rest,
    ...workerFlags(flags),
    eval: true,
    workerData: { ...data, compiledCode: compiledCodeFolder(), program: program.href },
  });
}

/** V8's own, which belong to the whole process: Node refuses them for a worker. */
const OF_PROCESS = /^--(max|min|stack|expose|heap)-/;

/** The flags of this process, if they need to be others; else a worker inherits them. */
function workerFlags(more: readonly string[]): { execArgv?: string[] } {
  // Of a program given by `node --input-type=module --eval`: a worker is a file, and Node refuses it for one.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--input-type'));
  if (more.length === 0 && flags.length === process.execArgv.length) return {};
  return { execArgv: [...flags.filter((flag) => !OF_PROCESS.test(flag)), ...more] };
}

/** A module of ours beside the one that asks: the source runs unbuilt, what is published is built. */
export function ownModule(path: string, asking: string): URL {
  return new URL(`${path}.${asking.endsWith('.ts') ? 'ts' : 'js'}`, asking);
}
