/** Of a fixed size as long as nobody calls grow. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

export type Module = object;

export interface Instance {
  readonly exports: Record<string, unknown>;
}

/** What kernels need of WebAssembly. TypeScript declares it with the DOM alone, and who imports us may have it or not. */
interface Api {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => Instance;
}

export const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: Api }).WebAssembly;
