import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipeSha256 } from '../kernels/recipe.ts';
import { kernelBytes } from '../src/kernel/kernel-bytes.ts';
import { ZstdKernel } from '../src/zstd-kernel.ts';

/** What TypeScript declares with the DOM alone. */
interface WebAssemblyModules {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): object[];
    exports(module: object): { name: string }[];
    customSections(module: object, name: string): ArrayBuffer[];
  };
}
const { Module } = (globalThis as unknown as { WebAssembly: WebAssemblyModules }).WebAssembly;

test('the kernel needs nothing from outside, and offers what codec.c exports', () => {
  const module = new Module(kernelBytes('zstd'));
  expect(Module.imports(module)).toEqual([]);
  const source = readFileSync(new URL('../kernels/codec.c', import.meta.url), 'utf8');
  const names = [...source.matchAll(/EXPORT\("(\w+)"\)/g)].map(([, name]) => name);
  expect(Module.exports(module).map(({ name }) => name)).toEqual(['memory', ...names]);
});

test('the kernel was compiled by the recipe and from the C files that are here', () => {
  const [section = new ArrayBuffer()] = Module.customSections(new Module(kernelBytes('zstd')), 'recipe');
  expect(Buffer.from(section).toString(), 'run node kernels/build.ts').toBe(recipeSha256());
});

test('two instances share no byte', () => {
  const [first, second] = [new ZstdKernel(), new ZstdKernel()];
  const address = first.keep(Buffer.from('first'));
  expect(second.keep(Buffer.from('other'))).toBe(address);
  expect(String(first.bytes.subarray(address, address + 5))).toBe('first');
});

test('a view stays right when memory grows under it', () => {
  const kernel = new ZstdKernel();
  const before = kernel.bytes.length;
  const address = kernel.keep(Buffer.from('kept'));
  kernel.take(before * 2);
  expect(kernel.bytes.length).toBeGreaterThan(before);
  expect(String(kernel.bytes.subarray(address, address + 4))).toBe('kept');
});
