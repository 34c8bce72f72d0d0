import assert from 'node:assert/strict';
import { kernelBytes } from './kernel/kernel-bytes.ts';
import { Instance, Module } from './web-assembly.ts';

/** `kernels/codec.c`. Addresses and lengths are bytes in its memory; a negative result is an error of zstd's. */
export interface ZstdFunctions {
  take(bytes: number): number;
  give(address: number): void;
  openCompressor(level: number, dictionary: number, bytes: number): number;
  closeCompressor(compressor: number): void;
  compress(compressor: number, target: number, targetBytes: number, source: number, bytes: number): number;
  openDecompressor(dictionary: number, bytes: number): number;
  closeDecompressor(decompressor: number): void;
  decompress(
    decompressor: number,
    target: number,
    targetBytes: number,
    source: number,
    bytes: number,
  ): number;
  contentBytes(frame: number, bytes: number): number;
  train(
    target: number,
    targetBytes: number,
    samples: number,
    sizes: number,
    count: number,
    level: number,
  ): number;
}

interface Exports extends ZstdFunctions {
  readonly memory: { readonly buffer: ArrayBuffer };
}

let module: object | undefined;

/** An instance of zstd with a memory of its own, which is gone when nobody holds it any more. */
export class ZstdKernel {
  readonly functions: ZstdFunctions;
  readonly #memory: { readonly buffer: ArrayBuffer };
  #bytes: Buffer;

  constructor() {
    module ??= new Module(kernelBytes('zstd'));
    const exports = new Instance(module, {}).exports as unknown as Exports;
    this.functions = exports;
    this.#memory = exports.memory;
    this.#bytes = Buffer.from(this.#memory.buffer);
  }

  /** All of the memory as it is now: a call that takes memory may move it. */
  get bytes(): Buffer {
    const { buffer } = this.#memory;
    if (buffer !== this.#bytes.buffer) this.#bytes = Buffer.from(buffer);
    return this.#bytes;
  }

  take(bytes: number): number {
    const address = this.functions.take(bytes);
    assert(address !== 0, `zstd has no memory for ${bytes} bytes`);
    return address;
  }

  /** The address of a copy. */
  keep(bytes: Uint8Array): number {
    const address = this.take(bytes.length);
    this.bytes.set(bytes, address);
    return address;
  }
}
