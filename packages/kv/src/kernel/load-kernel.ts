import { kernelBytes } from './kernel-bytes.ts';
import type { SharedMemory } from './shared-memory.ts';
import { Instance, Module } from './web-assembly.ts';

const modules = new Map<string, Module>();

/** An instance of a kernel (`kernels/<name>.as`) over this memory; `Exports` are its functions. */
export function loadKernel<Exports>(name: string, { memory }: SharedMemory): Exports {
  const module = kernelModule(name);
  // A kernel of ours cannot abort: it is compiled without assertions, and its loads and stores are unchecked.
  return new Instance(module, { env: { memory, abort } }).exports as Exports;
}

function abort(): never {
  throw new Error('a kernel aborted');
}

/** The compiled kernel, which can be handed to another thread: that one has it at once, and as fast as it has become. */
export function kernelModule(name: string): Module {
  let module = modules.get(name);
  if (module === undefined) {
    module = new Module(kernelBytes(name));
    modules.set(name, module);
  }
  return module;
}

/** Has `loadKernel` use what another thread compiled. */
export function adoptKernel(name: string, module: Module): void {
  modules.set(name, module);
}
