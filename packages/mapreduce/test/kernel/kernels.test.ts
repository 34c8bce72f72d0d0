import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileKernel, kernelFiles } from '../../kernels/build.ts';

const present = kernelFiles.filter((file) => existsSync(new URL(`../../kernels/${file}`, import.meta.url)));

test.each(present)('%s compiles to the module that is kept beside the loader', async (file) => {
  const kept = new URL(`../../src/kernel/${file.replace('.as', '.wasm')}`, import.meta.url);
  const compiled = await compileKernel(file, kernelFiles.indexOf(file));
  expect(readFileSync(kept).equals(compiled)).toBe(true);
});

test('there is a kernel to compile', () => {
  expect(present).not.toEqual([]);
});
