import { kernelBytes } from './kernel-bytes.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { Instance, Module } from './web-assembly.ts';

const modules = new Map<string, Module>();

/** An instance of a kernel (`kernels/<name>.as`) over this memory; `Exports` are its functions. */
export function loadKernel<Exports>(name: string, { memory }: KernelMemory): Exports {
  let module = modules.get(name);
  if (module === undefined) {
    module = new Module(kernelBytes(name));
    modules.set(name, module);
  }
  // A kernel of ours cannot abort: it is compiled without assertions, and its loads and stores are unchecked.
  return new Instance(module, { env: { memory, abort } }).exports as Exports;
}

function abort(): never {
  throw new Error('a kernel aborted');
}
