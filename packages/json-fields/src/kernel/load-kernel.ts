import type { KernelMemory } from './kernel-memory.ts';
import { Instance, Module } from './web-assembly.ts';

/** Makes instances of a kernel over a memory; it is compiled for the first of them. `Exports` are its functions. */
export function kernelLoader<Exports>(readBytes: () => Uint8Array): (memory: KernelMemory) => Exports {
  let module: Module | undefined;
  return ({ memory }) => {
    module ??= new Module(readBytes());
    // A kernel of ours cannot abort: it is compiled without assertions, and its loads and stores are unchecked.
    return new Instance(module, { env: { memory, abort } }).exports as Exports;
  };
}

function abort(): never {
  throw new Error('a kernel aborted');
}
