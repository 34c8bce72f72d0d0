/** Shared by threads; a longer buffer takes the place of `buffer` when it grows, and the shorter one stays valid. */
export interface Memory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

export type Module = object;

export interface Instance {
  readonly exports: Record<string, unknown>;
}

/** What kernels need of WebAssembly. TypeScript declares it with the DOM alone, and who imports us may have it or not. */
interface Api {
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => Instance;
}

export const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: Api }).WebAssembly;
