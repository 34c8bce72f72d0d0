import { buildKernels, type Kernels } from '@oremill/workbench/kernels';

/** `node kernels/build.ts`; with `--check` it writes nothing and fails when a file is not what its source gives. */
export const kernels: Kernels = {
  sources: new URL('.', import.meta.url),
  target: new URL('../src/kernel/', import.meta.url),
  files: ['table.as', 'sealed.as'],
  // 4 GiB, all that 32-bit addresses reach: a larger dataset has several tables.
  sharedPagesMax: 65_536,
};

if (import.meta.main) await buildKernels(kernels, { check: process.argv.includes('--check') });
