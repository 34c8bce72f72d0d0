import { readFileSync } from 'node:fs';
import { compileKernel } from '@oremill/workbench/kernels';
import { expect, test } from 'vitest';
import { kernels } from '../../kernels/build.ts';

test.each(kernels.files)('%s compiles to the module that is kept beside the loader', async (file) => {
  const kept = new URL(file.replace(/\.as$/, '.wasm'), kernels.target);
  expect(readFileSync(kept).equals(await compileKernel(kernels, file))).toBe(true);
});

test('there is a kernel to compile', () => {
  expect(kernels.files).not.toEqual([]);
});
