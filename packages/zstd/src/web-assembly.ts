export type Module = object;

export interface Instance {
  readonly exports: Record<string, unknown>;
}

/** What the kernel needs of WebAssembly. TypeScript declares it with the DOM alone, and who imports us may have it or not. */
interface Api {
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => Instance;
}

export const { Module, Instance } = (globalThis as unknown as { WebAssembly: Api }).WebAssembly;
